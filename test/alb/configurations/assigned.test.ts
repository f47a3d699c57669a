import { describe, expect, it } from "vitest";
import { only, readingsIn, shown } from "./cases/case.ts";

describe("where several servers are in one source", () => {
  const http = 'const http = require("http");\nconst app = require("express")();\n';
  it.each([
    [
      "the one that listens has no timeout",
      `${http}const server = http.createServer(app);\nserver.keepAliveTimeout = 65000;\napp.listen(80);\n`,
      ["express server default 6 s.js:5", "express server set 65 s.js:4"],
    ],
    [
      "two listen, and one has a timeout",
      `${http}const server = http.createServer(app);\nserver.keepAliveTimeout = 65000;\nserver.listen(80);\nconst metrics = http.createServer(m);\nmetrics.listen(90);\n`,
      ["express server set 65 s.js:4", "node-20 server unknown - s.js:7"],
    ],
    [
      "the application listens and gives the server",
      `${http}const server = app.listen(80);\nserver.keepAliveTimeout = 65000;\n`,
      ["express server set 65 s.js:4"],
    ],
    [
      "the server has another name by its type",
      `${http}const server = http.createServer(app);\nconst t = server as Tunable;\nt.keepAliveTimeout = 65000;\nserver.listen(80);\n`,
      ["express server set 65 s.js:5"],
    ],
  ])("%s", (_, text, lines) => {
    expect(shown({ "s.js": text })).toEqual(lines);
  });
});

describe("a timeout of Node.js under a condition", () => {
  const server = 'const http = require("http");\nconst s = http.createServer(a);\n';
  it.each([
    [`${server}if (process.env.X) { s.keepAliveTimeout = 65000; }`, "unknown - may be 65"],
    [`${server}if (process.env.X) s.keepAliveTimeout = 65000;`, "unknown - may be 65"],
    [`${server}if (x) { f(); } else { s.keepAliveTimeout = 65000; }`, "unknown - may be 65"],
    [`${server}if (s) { s.keepAliveTimeout = 65000; }`, "set 65"],
    [`${server}if (require.main === module) { s.keepAliveTimeout = 65000; }`, "set 65"],
    [`${server}s.on("listening", () => { s.keepAliveTimeout = 65000; });`, "set 65"],
    [
      'const http = require("http");\nif (cluster.isPrimary) { fork(); } else { const s = http.createServer(a); s.keepAliveTimeout = 65000; s.listen(80); }',
      "set 65",
    ],
  ])("%j is %s", (text, value) => {
    expect(only("s.js", text)).toBe(`node-20 server ${value}`);
  });

  it("in a function that nobody calls is only a part", () => {
    const tune = "function tune(server) { server.keepAliveTimeout = 65000; }\n";
    const alone = readingsIn({ "s.js": `${server}${tune}s.listen(80);` });
    expect(alone[0]?.unless).toMatch(/whether it is called/);
    const called = readingsIn({ "s.js": `${server}${tune}tune(s);\ns.listen(80);` });
    expect(called).toMatchObject([{ seconds: 65 }]);
    expect(called[0]?.unless).toBeUndefined();
  });
});

describe("a name that is set in another way than by one assignment", () => {
  it.each([
    [
      "s.js",
      "const { KA = '61000' } = process.env;\nconst s = require('express')().listen(80);\ns.keepAliveTimeout = Number(KA);",
      "express server unknown - may be 61",
    ],
    [
      "s.ts",
      "const s = require('express')().listen(80);\ns.keepAliveTimeout = secondsToMilliseconds(env(process.env.X, 15));",
      "express server unknown - may be 15",
    ],
    [
      "gunicorn.conf.py",
      'worker_class: str = "gthread"\nkeepalive: int = 75\n',
      "gunicorn-gthread server set 75",
    ],
    [
      "gunicorn.conf.py",
      'worker_class = "gthread"\nkeepalive, timeout = 75, 30\n',
      "gunicorn-gthread server unknown - may be 2",
    ],
    [
      "gunicorn.conf.py",
      'from base import keepalive\nworker_class = "gthread"\n',
      "gunicorn-gthread server unknown - may be 2",
    ],
  ])("of %s, %j, is %s", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });
});
