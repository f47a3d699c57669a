import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const platform = "language run postmortem engine";

/** What every room may import of its own tree and of packages, besides Node's own and `deadline.ts`, which knows nothing of Handrail. */
const trees: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  src: {
    language: "xstate",
    threads: "",
    alerts: "language",
    hooks: "language engine",
    run: "language xstate",
    postmortem: "language run",
    engine: "language run postmortem",
    pictures: "language @resvg/resvg-js",
    store: "language run engine kysely pg",
    audit: "engine",
    health: "run engine",
    slack: `${platform} @slack/ ws undici`,
    aws: "language run engine @aws-sdk/ @smithy/",
    alb: `${platform} aws cli threads probes commander @duckdb/ saxes toml-eslint-parser yaml`,
    probes: "language run engine aws threads zod @jmespath-community/jmespath @marcbachmann/cel-js",
    notation: "language engine probes zod yaml marked",
    rehearsal: "language run engine store probes notation zod yaml",
    config: "language run postmortem store aws alb probes notation hooks zod",
    doctor: "language run engine config store aws alb load-catalogue.ts iam-policy.ts yaml",
    cli: `${platform} config store audit doctor rehearsal notation load-catalogue.ts iam-policy.ts commander`,
  },
  lab: {
    workspace: "ws yaml",
    alb: "",
    logs: "alb aws",
    aws: "alb logs @aws-sdk/ @duckdb/",
    incident: "alb aws",
    scenarios: "alb aws incident incident.ts logs",
    worlds: "aws incident yaml zod",
    training: "bot.ts scenarios",
    walk: "bot.ts incident incident.ts practised.ts training workspace worlds",
    page: "incident practised.ts training walk workspace marked playwright-core preact vite zod",
    shots: "page walk playwright-core",
  },
};

/** What the platform must not know: no subject, and no service of a cloud. */
const subject = /load ?balancer|target ?group|\balbs?\b|\b502s?\b|keep-alive|elbv2/i;
const cloud = /cloudwatch|cloudtrail|athena/i;
/** The first pack, the rooms that open and describe it; and those that know a cloud's services, but no subject. */
const knowsSubject = ["aws", "alb", "config", "doctor", "cli"];
const knowsCloud = ["probes", "alerts"];

const files = globSync("{src,lab}/**/*.{ts,tsx}").sort();
const roomOf = (file: string) => (file.split("/").length > 2 ? file.split("/")[1] : undefined);
const textOf = (file: string) => readFileSync(file, "utf8");
const imported =
  /^(?:import "|(?:import|export|\}).* from ")(?<name>[^"]+)";$|\bimport\("(?<late>[^"]+)"/gm;

/** What each file imports, whatever of it, and whenever: files by their paths, packages by their names. */
const importing = new Map(
  files.map((file) => {
    const names = [...textOf(file).matchAll(imported)].map(({ groups }) => groups);
    const paths = names
      .map((one) => one?.name ?? one?.late ?? "")
      .map((name) => {
        if (name === "#language") return "src/language/index.ts";
        return name.startsWith(".") ? join(dirname(file), name) : name;
      });
    return [file, paths.filter((path) => !path.startsWith("node:"))];
  }),
);

describe.each(Object.entries(trees))("%s", (tree, rooms) => {
  const own = files.filter((file) => file.startsWith(`${tree}/`));

  it.each(Object.entries(rooms))("%s imports only what it may", (room, may) => {
    const known = [room, "deadline.ts", "loopback.ts", ...may.split(" ")].filter(
      (one) => one !== "",
    );
    const isKnown = (path: string) => {
      const name = path.replace(`${tree}/`, "");
      return known.some(
        (one) => name === one || name.startsWith(one.endsWith("/") ? one : `${one}/`),
      );
    };
    const inside = own.filter((file) => roomOf(file) === room);
    const strays = inside.flatMap((file) =>
      (importing.get(file) ?? [])
        .filter((path) => !isKnown(path))
        .map((path) => `${file}: ${path}`),
    );
    expect(strays).toEqual([]);
  });

  it("names every room", () => {
    const there = new Set(own.map(roomOf).filter((room) => room !== undefined));
    expect([...there].sort()).toEqual(Object.keys(rooms).sort());
  });

  it("imports nothing in circles, types included", () => {
    const reachedFrom = (file: string) => {
      const reached = new Set<string>();
      for (const open = [file]; open.length > 0; )
        for (const to of importing.get(open.pop() ?? "") ?? [])
          if (!reached.has(to)) {
            reached.add(to);
            open.push(to);
          }
      return reached;
    };
    expect(own.filter((file) => reachedFrom(file).has(file))).toEqual([]);
  });
});

it.each(Object.keys(trees.src ?? {}).filter((room) => !knowsSubject.includes(room)))(
  "%s knows no subject",
  (room) => {
    const knows = (text: string) =>
      subject.test(text) || (!knowsCloud.includes(room) && cloud.test(text));
    expect(globSync(`src/${room}/**/*.ts`).filter((file) => knows(textOf(file)))).toEqual([]);
  },
);

it("keeps the lab and the runbooks outside of src", () => {
  const outside = globSync("{flows,lab}/**/*.{ts,tsx}").filter((file) => file !== "flows/index.ts");
  expect(outside.filter((file) => /from "(?:\.\.\/)+src\//.test(textOf(file)))).toEqual([]);
});
