import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chosenIdleTimeout, judgeReadings } from "../../../src/alb/configurations/judge-reading.ts";
import { readingsIn, shown } from "./cases/case.ts";

type Files = Readonly<Record<string, string>>;

/** How the readings stand against 60 s that somebody said. */
const standings = (files: Files) =>
  judgeReadings(readingsIn(files), chosenIdleTimeout([], 60)).map(({ standing }) => standing);

const isCleared = (files: Files) => standings(files).every((one) => one === "long-enough");

const server =
  'const s = require("express")().listen(80);\ns.keepAliveTimeout = 65000;\ns.headersTimeout = 66000;\n';
const main =
  'import uvicorn\nif __name__ == "__main__":\n    uvicorn.run("main:app", timeout_keep_alive=75)\n';
const long = "next start --keepAliveTimeout 75000";
const image = (...words: readonly string[]) =>
  `FROM node:22\nCOPY . .\nCMD ${JSON.stringify(words)}\n`;
const scripts = (given: Files) => JSON.stringify({ name: "a", scripts: given }, null, 1);
const unit = (command: string) => `[Service]\nExecStart=${command}\n`;
const compose = (services: Files) =>
  `services:\n${Object.entries(services)
    .map(([name, command]) => `  ${name}:\n    image: a\n    command: ${command}\n`)
    .join("")}`;
const pod = (args: string) =>
  `kind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: a, args: ${args}}]}}}\n`;

describe("a value of a program that is not known to be the one that is started", () => {
  const cases: readonly (readonly [says: string, files: Files])[] = [
    [
      "another script of the package",
      {
        Dockerfile: image("npm", "run", "dev"),
        "package.json": scripts({ dev: "node watch.js", start: long }),
      },
    ],
    [
      "a script that the package does not have",
      { Dockerfile: image("yarn", "serve:web"), "package.json": scripts({ start: long }) },
    ],
    [
      "another script, which starts another server",
      {
        Dockerfile: "FROM node:22\nCMD npm run dev\n",
        "package.json": scripts({ dev: "next start", start: long }),
      },
    ],
    [
      "an image that starts something unknown beside a script",
      { Dockerfile: image("./run"), "package.json": scripts({ start: long }) },
    ],
    [
      "an image that starts a program itself beside a script",
      { Dockerfile: image("node", "server.js"), "package.json": scripts({ start: long }) },
    ],
    [
      "another file by an image",
      { Dockerfile: image("node", "dist/other.js"), "src/server.ts": server },
    ],
    [
      "the same name of another program",
      { Dockerfile: image("node", "dist/worker/index.js"), "src/web/index.js": server },
    ],
    [
      "another file by the script that runs",
      {
        Dockerfile: image("npm", "start"),
        "package.json": scripts({ start: "node other.js" }),
        "server.js": server,
      },
    ],
    [
      "another file by the package alone",
      { "package.json": scripts({ start: "node dist/other" }), "server.js": server },
    ],
    [
      "a script of a package that was not given",
      { Dockerfile: image("npm", "run", "x"), "server.js": server },
    ],
    [
      "another file by a unit",
      { "a.service": unit("/usr/bin/node /srv/a/other.js"), "server.js": server },
    ],
    [
      "another file by TypeScript's runner",
      { Procfile: "web: npx tsx src/other.ts\n", "server.ts": server },
    ],
    [
      "a process that gets no requests",
      { Procfile: "web: node web.js\nworker: node server.js\n", "server.js": server },
    ],
    [
      "a process that gets no requests, started by its options",
      { Procfile: "web: bin/start\nworker: uvicorn a:a --timeout-keep-alive 75\n" },
    ],
    [
      "another service of a compose file",
      {
        "compose.yml": compose({ web: "node web.js", jobs: "node server.js" }),
        "server.js": server,
      },
    ],
    [
      "another service of a compose file in Python",
      {
        "compose.yml": compose({ web: "python web.py", jobs: "python main.py" }),
        "main.py": main,
      },
    ],
    [
      "what a manifest gives an image to start",
      { "a.yaml": pod('["node", "dist/other.js"]'), "server.js": server },
    ],
    [
      "another script of pm2",
      {
        "ecosystem.config.js":
          'module.exports = { apps: [{ name: "a", script: "./other.js" }] };\n',
        "server.js": server,
      },
    ],
    [
      "another module of Python",
      { Dockerfile: image("python", "-m", "shop.other"), "main.py": main },
    ],
    [
      "another file of Python",
      { "a.service": unit("/venv/bin/python3 -u /srv/other.py"), "main.py": main },
    ],
    [
      "an unknown command beside a program of Python",
      { Dockerfile: image("./run"), "main.py": main },
    ],
    ["another file by Bun", { Dockerfile: image("bun", "run", "other.ts"), "server.ts": server }],
    [
      "a file that another starts and does not read in",
      {
        Dockerfile: image("node", "index.js"),
        "index.js": 'require("./routes");\nconst port = 80;\n',
        "server.js": server,
      },
    ],
  ];
  it.each(cases)("is not cleared: %s", (_, files) => {
    expect(standings(files)).not.toEqual([]);
    expect(isCleared(files)).toBe(false);
  });

  it("may still be its value, which is said", () => {
    const files = { Dockerfile: image("node", "dist/other.js"), "src/server.js": server };
    const [reading, ...more] = readingsIn(files);
    expect(more).toEqual([]);
    expect(reading).toMatchObject({ state: "unknown", file: "src/server.js" });
    expect(reading?.others).toContainEqual(
      expect.objectContaining({ seconds: 65, says: expect.stringContaining("this file") }),
    );
  });
});

describe("a value of the program that is started", () => {
  const cases: readonly (readonly [says: string, files: Files])[] = [
    ["alone", { "server.js": server }],
    ["by an image", { Dockerfile: image("node", "server.js"), "server.js": server }],
    ["as it is built", { Dockerfile: image("node", "dist/server.js"), "src/server.ts": server }],
    [
      "where an image puts it",
      { Dockerfile: image("node", "/srv/shop/server.js"), "server.js": server },
    ],
    [
      "by a script that runs another",
      {
        Dockerfile: image("pnpm", "prod"),
        "package.json": scripts({ prod: "npm run serve", serve: long, dev: "next start" }),
      },
    ],
    [
      "by the script that the image runs, whatever others do",
      {
        Dockerfile: image("npm", "run", "prod"),
        "package.json": scripts({
          prod: "node -r dotenv/config server.js",
          start: "node other.js",
        }),
        "server.js": server,
      },
    ],
    [
      "by a file that reads it in",
      {
        Dockerfile: image("node", "index.js"),
        "index.js": 'import { boot } from "./boot.js";\nboot();\n',
        "boot.js": 'import "./lib/server.js";\n',
        "lib/server.js": server,
      },
    ],
    ["by a unit", { "a.service": unit("/usr/bin/node /srv/server.js"), "server.js": server }],
    ["by Python", { Dockerfile: image("python", "main.py"), "main.py": main }],
    ["as a module", { Dockerfile: image("python", "-m", "shop.main"), "shop/main.py": main }],
    ["as a package", { Dockerfile: image("python", "-m", "shop"), "shop/__main__.py": main }],
    [
      "by pm2",
      {
        "package.json": scripts({ start: "pm2-runtime ecosystem.config.js" }),
        "ecosystem.config.js":
          'module.exports = { apps: [{ name: "a", script: "./server.js" }] };\n',
        "server.js": server,
      },
    ],
  ];
  it.each(cases)("is cleared: %s", (_, files) => {
    expect(standings(files), shown(files).join()).toEqual(["long-enough"]);
  });
});

it("clears a source only by a start of that very file", () => {
  const name = fc.constantFrom("server", "web", "main", "other", "worker/index", "api/index");
  const ways: readonly ((path: string) => Files)[] = [
    (path) => ({ Dockerfile: image("node", path) }),
    (path) => ({
      Dockerfile: image("npm", "start"),
      "package.json": scripts({ start: `node ${path}` }),
    }),
    (path) => ({ "package.json": scripts({ start: `NODE_ENV=production node ${path}` }) }),
    (path) => ({ Procfile: `web: node ${path}\n` }),
    (path) => ({ "compose.yml": compose({ web: `node ${path}` }) }),
    (path) => ({ "a.yaml": pod(JSON.stringify(["node", path])) }),
    (path) => ({ "a.service": unit(`/usr/bin/node ${path}`) }),
    (path) => ({ "ecosystem.config.js": `module.exports = { apps: [{ script: "${path}" }] };\n` }),
    (path) => ({ "run.sh": `#!/bin/sh\nexec node ${path}\n` }),
  ];
  const way = fc.constantFrom(...ways);
  const root = fc.constantFrom("", "./", "dist/", "build/src/");
  fc.assert(
    fc.property(name, name, way, root, (file, started, by, at) => {
      const files = { ...by(`${at}${started}.js`), [`src/${file}.js`]: server };
      expect(isCleared(files)).toBe(file === started);
    }),
    { numRuns: 150 },
  );
});
