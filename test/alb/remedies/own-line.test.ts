import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { pathLinks } from "../../../src/alb/links/path-links.ts";
import { knownServers } from "../../../src/alb/links/servers.ts";
import { remediesFor } from "../../../src/alb/remedies/for-link.ts";
import { replaceValue } from "../../../src/alb/remedies/own-line.ts";

test.each([
  ["keepalive_timeout 30;", 30, "keepalive_timeout 70;"],
  ["keepalive_timeout 30s 20s; # was 5", 30, "keepalive_timeout 70s 20s; # was 5"],
  ["server.keepAliveTimeout = 5_000;", 5, "server.keepAliveTimeout = 70000;"],
  ["server.keepAliveTimeout = 5 * 1000;", 5, "server.keepAliveTimeout = 70 * 1000;"],
  ["IdleTimeout: 5 * time.Second,", 5, "IdleTimeout: 70 * time.Second,"],
  [
    "web: gunicorn -w 5 -k gthread --keep-alive 5 a:a",
    5,
    "web: gunicorn -w 5 -k gthread --keep-alive 70 a:a",
  ],
  [
    'CMD ["uvicorn", "a:a", "--timeout-keep-alive", "5"]',
    5,
    'CMD ["uvicorn", "a:a", "--timeout-keep-alive", "70"]',
  ],
  ['"KeepAliveTimeout": "00:00:05",', 5, '"KeepAliveTimeout": "00:01:10",'],
  [
    '<Connector port="8080" connectionTimeout="20000"',
    20,
    '<Connector port="8080" connectionTimeout="70000"',
  ],
  ["keep-alive-timeout: 20s", 20, "keep-alive-timeout: 70s"],
])("%j with another value is the same line", (line, before, after) => {
  expect(replaceValue(line, before, 70)).toBe(after);
});

test.each([
  ["keepalive_timeout $timeout;", 30],
  ["keepalive_timeout 40;", 30],
  ["IdleTimeout: 1 * time.Minute,", 60],
  ["workers 5; threads 5;", 5],
])("%j is left alone where its number is not surely the value", (line, before) => {
  expect(replaceValue(line, before, 70)).toBeUndefined();
});

it("changes one number and nothing else", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4000 }),
      fc.integer({ min: 1, max: 4000 }),
      (one, other) => {
        const line = `keepalive_timeout ${one}s;`;
        expect(replaceValue(line, one, other)).toBe(`keepalive_timeout ${other}s;`);
      },
    ),
  );
});

describe("a change is written as its file wants it", () => {
  const change = (id: string, where: string) => {
    const kind = knownServers.find((server) => server.id === id)?.name ?? "";
    const [link] = pathLinks({
      idleTimeoutSeconds: 60,
      servers: [{ kind, closes: { how: "read", seconds: 5, where } }],
    });
    const balancer = { arn: null, idleTimeoutSeconds: 60, tags: null, responses: null };
    return link && remediesFor(link, balancer)[0]?.lines.at(-1);
  };

  it.each([
    ["gunicorn-gthread", "gunicorn.conf.py:3", "+ keepalive = 70"],
    ["gunicorn-gthread", "Procfile:1", "+ --keep-alive 70"],
    ["uvicorn", "main.py:3", "+ timeout_keep_alive=70"],
    ["fastapi", "Dockerfile:2", "+ UVICORN_TIMEOUT_KEEP_ALIVE=70"],
    ["tomcat-embedded", "application.yml:3", "+ server.tomcat.keep-alive-timeout: 70s"],
    ["kestrel", "appsettings.json:3", '+ "KeepAliveTimeout": "00:01:10"'],
    ["thruster", "Dockerfile:2", "+ HTTP_IDLE_TIMEOUT=70"],
  ])("%s in %s: %s", (id, where, line) => {
    expect(change(id, where)).toBe(line);
  });
});
