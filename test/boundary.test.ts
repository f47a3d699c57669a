import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

const platform = "language run postmortem engine";

/** What every room may import of its own tree and of packages, besides Node's own, and which words it may know. */
const rooms: Readonly<Record<string, string>> = {
  "src/language": "xstate",
  "src/threads": "",
  "src/alerts": "cloud language",
  "src/hooks": "language engine",
  "src/run": "language xstate",
  "src/postmortem": "language run",
  "src/engine": "language run postmortem",
  "src/pictures": "language @resvg",
  "src/store": "language run engine kysely pg",
  "src/audit": "engine",
  "src/health": "run engine",
  "src/slack": `${platform} @slack ws undici zod`,
  "src/aws": "subject cloud language run engine @aws-sdk @smithy",
  "src/alb": `subject cloud ${platform} aws cli threads probes commander @duckdb saxes toml-eslint-parser yaml`,
  "src/probes": "cloud language run engine aws threads zod @jmespath-community @marcbachmann",
  "src/notation": "cloud language engine probes zod yaml marked",
  "src/rehearsal": "language run engine store probes notation zod yaml",
  "src/config": "subject cloud language run postmortem store aws alb probes notation hooks zod",
  "src/doctor":
    "subject cloud language run engine config store aws alb load-catalogue.ts iam-policy.ts yaml",
  "src/cli": `subject cloud ${platform} config store audit doctor rehearsal notation load-catalogue.ts iam-policy.ts commander`,
  "lab/workspace": "ws yaml zod",
  "lab/alb": "",
  "lab/logs": "alb aws",
  "lab/aws": "alb logs @aws-sdk @duckdb",
  "lab/incident": "alb aws",
  "lab/scenarios": "alb aws incident incident.ts logs",
  "lab/worlds": "aws incident yaml zod",
  "lab/training": "bot.ts scenarios",
  "lab/walk": "bot.ts incident incident.ts practised.ts training workspace worlds",
  "lab/page":
    "incident practised.ts training walk workspace marked playwright-core preact vite zod",
  "lab/shots": "page walk playwright-core",
};
const isIn = (path: string, folder: string) => `${path}/`.startsWith(`${folder}/`);

/** What only those rooms of src may name whose row has the word: what a pack is about, and the services of a cloud. */
const words = {
  subject: /load ?balancer|target ?group|\balbs?\b|\b502s?\b|keep-alive|elbv2/i,
  cloud:
    /[Cc]loud[Ww]atch|[Cc]loud[Tt]rail|[Aa]thena|\bAWS\b(?! (?:access|secret) key)|\b(?:EC2|S3|SQS|RDS|ECS|EKS)\b/,
};

const textOf = (file: string) => readFileSync(file, "utf8");
const imported =
  /^(?:import "|(?:import|export|\}).* from ")(?!node:)([^"]+)";$|\bimport\("(?!node:)([^"]+)"/gm;

/** What each file imports besides Node's own, whatever of it, and whenever: files by their paths, packages by their names. */
const imports = globSync("{src,lab,flows}/**/*.{ts,tsx}").flatMap((file) =>
  [...textOf(file).matchAll(imported)].map(([, now, late]) => {
    const name = (now ?? late ?? "").replace("#language", "src/language/index.ts");
    return { file, path: name.startsWith(".") ? join(dirname(file), name) : name };
  }),
);

it.each(Object.entries(rooms))("%s imports only what it may", (room, may) => {
  // Those two know nothing of Handrail.
  const known = `deadline.ts crowded-server.ts loopback.ts parse-json.ts ${may}`.trim().split(" ");
  const paths = [room, ...known.flatMap((one) => [one, join(dirname(room), one)])];
  const mayImport = (path: string) => paths.some((one) => isIn(path, one));
  const own = imports.filter(({ file }) => isIn(file, room));
  expect(own.filter(({ path }) => !mayImport(path))).toEqual([]);
});

it("names every room", () => {
  const there = globSync("{src,lab}/*/**/*.ts").map((file) => file.split("/", 2).join("/"));
  expect(new Set(there)).toEqual(new Set(Object.keys(rooms)));
});

it("imports nothing in circles", () => {
  let left = imports;
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    const files = new Set(left.map(({ file }) => file));
    const paths = new Set(left.map(({ path }) => path));
    left = left.filter(({ file, path }) => paths.has(file) && files.has(path));
  }
  expect(left).toEqual([]);
});

it.each(Object.entries(words))("names a %s only where it may", (word, named) => {
  const silent = Object.entries(rooms).filter(([, may]) => !may.split(" ").includes(word));
  const files = globSync(silent.map(([room]) => `${room}/**/*.ts`)).filter((file) =>
    isIn(file, "src"),
  );
  expect(files.filter((file) => named.test(textOf(file)))).toEqual([]);
});

it("keeps the lab and the runbooks outside of src", () => {
  const outside = imports.filter(({ file }) => !isIn(file, "src") && file !== "flows/index.ts");
  expect(outside.filter(({ path }) => isIn(path, "src"))).toEqual([]);
});

it("has no folder of more than 25 files of sources", () => {
  const files = globSync("{src,lab,flows,test,bench,tools}/**/*.ts");
  const folders = Map.groupBy(files, (file) => dirname(file));
  expect([...folders].filter(([, held]) => held.length > 25).map(([path]) => path)).toEqual([]);
});
