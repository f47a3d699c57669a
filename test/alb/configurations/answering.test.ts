import { describe, expect, it } from "vitest";
import { nothing, only } from "./cases/case.ts";

describe("the program that really answers", () => {
  const express = 'const express = require("express");\nconst app = express();\n';
  it.each([
    [
      "a.js",
      `${express}app.keepAliveTimeout = 65000;\napp.listen(80);\n`,
      "express server default 6",
    ],
    [
      "a.js",
      `${express}const server = app.listen(80);\nserver.keepAliveTimeout = 65000;\n`,
      "express server set 65",
    ],
    [
      "a.js",
      'import { app } from "./app";\napp.keepAliveTimeout = 65000;\n',
      "node-20 server unknown - may be 65",
    ],
    [
      "a.ts",
      'import Koa from "koa";\nconst app = new Koa();\napp.keepAliveTimeout = 65000;\napp.listen(80);',
      "express server default 6",
    ],
    [
      "a.js",
      'import Fastify from "fastify";\nFastify({ keepAliveTimeout: 0 }).listen({ port: 80 });',
      "fastify server default 73",
    ],
    [
      "a.ts",
      'import type { FastifyServerOptions } from "fastify";\nexport const options: FastifyServerOptions = { keepAliveTimeout: 9000 };\n',
      "fastify server set 9",
    ],
    [
      "a.ts",
      'import { Elysia } from "elysia";\nnew Elysia({ serve: { idleTimeout: 90 } }).listen(80);',
      "bun server set 90",
    ],
    [
      "a.ts",
      'import { Elysia } from "elysia";\nnew Elysia().listen(80);',
      "bun server unknown - may be 10",
    ],
    [
      "a.ts",
      'import { serve } from "@hono/node-server";\nserve({ fetch: app.fetch, port: 80 });',
      "node-20 server default 6",
    ],
    [
      "a.ts",
      "export default { port: 80, idleTimeout: 90, fetch: app.fetch };\n",
      "bun server set 90",
    ],
    [
      "m.go",
      'package a\nimport "github.com/valyala/fasthttp"\nvar s = &fasthttp.Server{DisableKeepalive: true}\n',
      "go server closes -",
    ],
    ["P.cs", "builder.WebHost.UseHttpSys();\n", "iis server default 120"],
    [
      "Procfile",
      "web: gunicorn -k tornado --keep-alive 5 app:app\n",
      "tornado server default 3600",
    ],
    ["Procfile", "web: gunicorn -k tornado --keep-alive 0 app:app\n", "tornado server closes -"],
    ["Procfile", "web: gunicorn -k asgi --keep-alive 5 app:app\n", "gunicorn-asgi server never -"],
    ["puma.rb", "queue_requests false\npersistent_timeout 75\n", "puma-7 server set 0.2"],
    [
      "c.exs",
      "import Config\nconfig :a, A.Endpoint, http: [protocol_options: [max_keepalive: 5]]\n",
      "cowboy server default 5",
    ],
    [
      "c.exs",
      "import Config\nconfig :a, A.Endpoint, http: [thousand_island_options: [num_acceptors: 5]]\n",
      "bandit server default 60",
    ],
  ])("%s: %j", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });

  it("is Thruster where it stands in front of Puma, with its own variable", () => {
    const text = 'FROM ruby:3\nCMD ["./bin/thrust", "./bin/rails", "server"]\n';
    const compose =
      "services:\n  a:\n    image: x\n    command: [./bin/thrust, puma]\n    environment:\n      HTTP_IDLE_TIMEOUT: 75\n";
    expect(only("Dockerfile", text)).toMatch(
      /^thruster server default 60 \+ puma-7 server unknown/,
    );
    expect(only("compose.yml", compose)).toMatch(/^thruster server set 75 \+ puma-7/);
  });
});

describe("code that sets a server up", () => {
  const tomcat =
    "import org.apache.coyote.http11.Http11NioProtocol;\nclass A { void a(Http11NioProtocol p) {";
  const jetty =
    "import org.eclipse.jetty.server.ServerConnector;\nclass A { void a() { ServerConnector c = new ServerConnector(s); QueuedThreadPool t = new QueuedThreadPool();";
  it.each([
    ["A.java", `${tomcat} p.setKeepAliveTimeout(10 * 1000); } }`, "tomcat-embedded server set 10"],
    [
      "A.java",
      `${tomcat} p.setKeepAliveTimeout((int) TimeUnit.SECONDS.toMillis(75)); } }`,
      "tomcat-embedded server unknown -",
    ],
    [
      "A.java",
      `${tomcat} connector.setProperty("keepAliveTimeout", "75000"); } }`,
      "tomcat-embedded server set 75",
    ],
    [
      "A.java",
      `${jetty} t.setIdleTimeout(5000); c.setIdleTimeout(30_000); } }`,
      "jetty server set 30",
    ],
    ["A.java", `${jetty} t.setIdleTimeout(5000); } }`, "jetty server default 30"],
    [
      "A.java",
      "import reactor.netty.http.server.HttpServer;\nclass A { Object a = HttpServer.create().idleTimeout(Duration.ofSeconds(5)); }",
      "reactor-netty server set 5",
    ],
    [
      "A.kt",
      "import io.undertow.UndertowOptions\nfun a() { b.setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 75000) }",
      "undertow server set 75",
    ],
    [
      "A.java",
      "import io.vertx.core.http.HttpServerOptions;\nclass A { Object o = new HttpServerOptions().setIdleTimeout(75); }",
      "vertx server set 75",
    ],
    [
      "Client.java",
      "class A { void a() { client.setKeepAliveTimeout(5); pool.setIdleTimeout(6); } }",
      nothing,
    ],
  ])("%s: %j", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });
});

describe("which of several holds", () => {
  const profiles =
    "server: {tomcat: {keep-alive-timeout: 20s}}\n---\nspring: {config: {activate: {on-profile: prod}}}\nserver: {tomcat: {keep-alive-timeout: 75s}}\n";
  it.each([
    ["application.yml", profiles, [], "tomcat-embedded server unknown - may be 20, 75"],
    [
      "application.yml",
      profiles,
      [["Dockerfile", "FROM a\nENV SPRING_PROFILES_ACTIVE=prod\n"]],
      "tomcat-embedded server set 75",
    ],
    [
      "application-prod.properties",
      "server.tomcat.keep-alive-timeout=75s\n",
      [],
      "tomcat-embedded server unknown - may be 75",
    ],
    [
      "application.properties",
      "server.tomcat.keep-alive-timeout=20s\n#---\nspring.config.activate.on-profile=prod\nserver.tomcat.keep-alive-timeout=75s\n",
      [],
      "tomcat-embedded server unknown - may be 20, 75",
    ],
    [
      "application.properties",
      "quarkus.http.idle-timeout=20s\n%prod.quarkus.http.idle-timeout=75s\n%dev.quarkus.http.idle-timeout=1s\n",
      [],
      "quarkus server set 75",
    ],
  ] as const)("%s: %j with %j", (name, text, more, line) => {
    expect(only(name, text, ...more)).toContain(line);
  });
});
