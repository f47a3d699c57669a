import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

/** Every room of src: the rooms and packages it may import. `#language` is the language. */
const platform = ["language", "run", "postmortem", "engine"];
/** What knows nothing of Handrail, and serves every room. */
const everywhere = ["room deadline.ts"];
const rooms: Record<string, { rooms: string[]; packages?: string[] }> = {
  language: { rooms: [], packages: ["xstate"] },
  threads: { rooms: [] },
  alerts: { rooms: ["language"] },
  hooks: { rooms: ["language", "engine"] },
  run: { rooms: ["language"], packages: ["xstate"] },
  postmortem: { rooms: ["language", "run"] },
  engine: { rooms: ["language", "run", "postmortem"] },
  pictures: { rooms: ["language"], packages: ["@resvg/"] },
  store: { rooms: ["language", "run", "engine"], packages: ["kysely", "pg"] },
  audit: { rooms: ["engine"] },
  health: { rooms: ["run", "engine"] },
  slack: { rooms: platform, packages: ["@slack/", "ws", "undici"] },
  aws: { rooms: ["language", "run", "engine"], packages: ["@aws-sdk/", "@smithy/"] },
  alb: {
    rooms: [...platform, "aws", "cli", "threads", "probes"],
    packages: ["commander", "@duckdb/", "saxes", "toml-eslint-parser", "yaml"],
  },
  probes: {
    rooms: ["language", "run", "engine", "aws", "threads"],
    packages: ["zod", "@jmespath-community/jmespath", "@marcbachmann/cel-js"],
  },
  notation: { rooms: ["language", "engine", "probes"], packages: ["zod", "yaml", "marked"] },
  rehearsal: {
    rooms: ["language", "run", "engine", "store", "probes", "notation"],
    packages: ["zod", "yaml"],
  },
  config: {
    rooms: ["language", "run", "postmortem", "store", "aws", "alb", "probes", "notation", "hooks"],
    packages: ["zod"],
  },
  doctor: {
    rooms: [
      "language",
      "run",
      "engine",
      "config",
      "store",
      "aws",
      "alb",
      "load-catalogue.ts",
      "iam-policy.ts",
    ],
    packages: ["yaml"],
  },
  cli: {
    rooms: [
      ...platform,
      "config",
      "store",
      "audit",
      "doctor",
      "rehearsal",
      "notation",
      "load-catalogue.ts",
      "iam-policy.ts",
    ],
    packages: ["commander"],
  },
};

/** What the platform must not know: no subject, and no service of a cloud. */
const subject = /load ?balancer|target ?group|\balbs?\b|\b502s?\b|keep-alive|elbv2/i;
const cloud = /cloudwatch|cloudtrail|athena/i;

/** Rooms that know a cloud's services, and no subject. */
const knowsCloud = new Set(["probes", "alerts"]);

const all = globSync("src/**/*.ts").sort();
const files = all.filter((file) => file.split("/").length > 2);
const roomOf = (file: string) => relative("src", file).split("/")[0] ?? "";
const imports =
  /^(?:import "|(?:import|export|\}).* from ")(?<name>[^"]+)";$|\bimport\("(?<late>[^"]+)"/gm;
const importsOf = (file: string) =>
  [...readFileSync(file, "utf8").matchAll(imports)].map(
    ({ groups }) => groups?.name ?? groups?.late ?? "",
  );

/** What an import of a file leads to: "room language", "package kysely"; nothing for Node's own and the room itself. */
function leadsTo(file: string, name: string): string | undefined {
  if (name.startsWith("node:")) return undefined;
  if (name === "#language") return roomOf(file) === "language" ? undefined : "room language";
  if (!name.startsWith(".")) return `package ${name}`;
  const room = roomOf(join(dirname(file), name));
  return room === roomOf(file) ? undefined : `room ${room}`;
}

describe.each(Object.entries(rooms))("src/%s", (name, { rooms: known, packages = [] }) => {
  const own = files.filter((file) => roomOf(file) === name);

  it("imports only what it may", () => {
    const may = (to: string) =>
      everywhere.includes(to) ||
      known.some((room) => to === `room ${room}`) ||
      packages.some(
        (one) =>
          to === `package ${one}` ||
          to.startsWith(`package ${one}/`) ||
          (one.endsWith("/") && to.startsWith(`package ${one}`)),
      );
    const strays = own.flatMap((file) =>
      importsOf(file)
        .filter((to) => !may(leadsTo(file, to) ?? "room ok") && leadsTo(file, to))
        .map((to) => `${file}: ${to}`),
    );
    expect(strays).toEqual([]);
  });

  // The first pack, and the rooms that open and describe it.
  if (["aws", "alb", "config", "doctor", "cli"].includes(name)) return;
  it("knows no subject", () => {
    const know = own.filter((file) => {
      const text = readFileSync(file, "utf8");
      return subject.test(text) || (!knowsCloud.has(name) && cloud.test(text));
    });
    expect(know).toEqual([]);
  });
});

/** For each file those that it imports, whatever of them, and whenever. */
const importing = new Map(
  all.map((file) => [
    file,
    importsOf(file).map((name) =>
      name === "#language" ? "src/language/index.ts" : join(dirname(file), name),
    ),
  ]),
);

/** All that a file imports, and what that imports in turn. */
function reachedFrom(file: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const to of importing.get(next) ?? [])
      if (!reached.has(to)) {
        reached.add(to);
        open.push(to);
      }
  return reached;
}

it("imports nothing in circles, types included", () => {
  expect(all.filter((file) => reachedFrom(file).has(file))).toEqual([]);
});

it("names every room", () => {
  expect([...new Set(files.map(roomOf))].sort()).toEqual(Object.keys(rooms).sort());
});

it.each(globSync("{flows,lab}/**/*.ts"))("%s stays outside of src", (file) => {
  if (file === "flows/index.ts") return expect(file).toBeTruthy();
  const strays = importsOf(file).filter((to) => join(dirname(file), to).startsWith("src/"));
  expect(strays).toEqual([]);
});
