import { describe, expect, it } from "vitest";
import { serverAnswers } from "../../../src/alb/configurations/request-paths.ts";
import { pathLinks } from "../../../src/alb/links/path-links.ts";
import { readingsIn } from "./cases/case.ts";

const nginx = "nginx";
const conf = "http {\n keepalive_timeout 70;\n upstream app { server a:80; keepalive 8; }\n}";
const app =
  'import Fastify from "fastify";\nFastify({ keepAliveTimeout: 30000 }).listen({ port: 80 });';

describe("readings as answers of a flow", () => {
  it("are the servers of the path, proxies first, with both sides", () => {
    expect(serverAnswers(readingsIn({ "app.js": app, "nginx.conf": conf }))).toEqual([
      {
        kind: nginx,
        closes: { how: "read", seconds: 70, where: "nginx.conf:2" },
        keeps: { how: "default" },
      },
      { kind: "Fastify", closes: { how: "read", seconds: 30, where: "app.js:2" } },
    ]);
  });

  it("are what links takes, so that an inner race shows", () => {
    const servers = serverAnswers(readingsIn({ "app.js": app, "nginx.conf": conf }));
    const found = pathLinks({ idleTimeoutSeconds: 60, servers });
    expect(found.map(({ verdict }) => verdict)).toEqual(["long-enough", "too-short"]);
  });

  it("add the second of Node.js to a value of a file once", () => {
    const servers = serverAnswers(
      readingsIn({ "s.js": 'require("http");\nserver.keepAliveTimeout = 65000;' }),
    );
    const [link] = pathLinks({ idleTimeoutSeconds: 60, servers });
    expect(link?.server.closes).toEqual({ kind: "seconds", seconds: 66, added: 1 });
  });

  it("take the worst of several values", () => {
    const servers = serverAnswers(
      readingsIn({
        "nginx.conf":
          "http {\n server { keepalive_timeout 75; }\n server { keepalive_timeout 5; }\n}",
      }),
    );
    expect(servers).toEqual([
      { kind: nginx, closes: { how: "read", seconds: 5, where: "nginx.conf:3" } },
    ]);
  });

  it("keep what is not known, never closes or closes", () => {
    const closesOf = (files: Record<string, string>) => serverAnswers(readingsIn(files))[0]?.closes;
    expect(closesOf({ "s.js": "server.keepAliveTimeout = later();" })).toEqual({ how: "unknown" });
    expect(closesOf({ "m.ts": "Deno.serve(() => ok);" })).toMatchObject({
      how: "read",
      state: "never",
    });
    expect(closesOf({ Procfile: "web: gunicorn a:a" })).toMatchObject({
      how: "read",
      state: "closes",
    });
  });

  it("take a default from the table only where the table has it", () => {
    const files = { "server.xml": '<Server><Connector port="80"/></Server>' };
    expect(serverAnswers(readingsIn(files))[0]?.closes).toEqual({
      how: "read",
      seconds: 60,
      where: "server.xml:1",
    });
  });

  it("leave out what no server was recognised in", () => {
    expect(serverAnswers(readingsIn({ "-": "hello" }))).toEqual([]);
  });

  it("do not take a part for the whole", () => {
    const [server] = serverAnswers(
      readingsIn({ "nginx/conf.d/a.conf": "keepalive_timeout 600s;" }),
    );
    expect(server?.closes).toEqual({ how: "unknown" });
  });

  it("are those of the first of several services that stand side by side", () => {
    const files = { Procfile: "web: uvicorn a:a\napi: gunicorn -k gthread b:b\n" };
    expect(serverAnswers(readingsIn(files)).map(({ kind }) => kind)).toEqual(["uvicorn"]);
  });
});
