import { describe, expect, it } from "vitest";
import { nothing, only, readingsIn, shown } from "./cases/case.ts";

const kestrel = (inside: string) =>
  `var builder = WebApplication.CreateBuilder(args);\nbuilder.WebHost.ConfigureKestrel(o => {\n${inside}\n});\n`;
const tomcat = (before: string, inside: string) =>
  `import org.apache.catalina.connector.Connector;\n${before}public class C { void c(TomcatServletWebServerFactory f) { ${inside} } }\n`;
const keep = "f.addConnectorCustomizers(k -> { h(k).setKeepAliveTimeout(75000); });";
const goServer = (rest: string) =>
  `package main\nimport "net/http"\nfunc main() {\n s := &http.Server{Addr: ":80"}\n${rest}\n s.ListenAndServe()\n}\n`;

const express = "const app = require('express')();\nconst s = app.listen(80);\n";

describe("what stands under a condition may hold, and clears nobody", () => {
  it.each([
    [
      "Program.cs",
      kestrel(
        "if (env.IsDevelopment())\n{\n o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);\n}",
      ),
      "kestrel server unknown - may be 120",
    ],
    [
      "Program.cs",
      kestrel("if (isLocal) o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);"),
      "kestrel server unknown - may be 120",
    ],
    [
      "Program.cs",
      kestrel("if (x) { y(); }\n o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);"),
      "kestrel server set 120",
    ],
    ["C.java", tomcat("", `if (aws) { ${keep} }`), "tomcat-embedded server unknown - may be 75"],
    ["C.java", tomcat('@Profile("aws")\n', keep), "tomcat-embedded server unknown - may be 75"],
    ["C.java", tomcat("", `if (aws) { log(); } ${keep}`), "tomcat-embedded server set 75"],
    [
      "main.go",
      goServer(" if draining {\n  s.SetKeepAlivesEnabled(false)\n }"),
      "go server unknown -",
    ],
    [
      "main.go",
      goServer(" go func() { <-quit; s.SetKeepAlivesEnabled(false); s.Shutdown(ctx) }()"),
      "go server never -",
    ],
    ["main.go", goServer(" s.SetKeepAlivesEnabled(false)"), "go server closes -"],
    [
      "haproxy.cfg",
      "defaults\n mode http\n timeout client 5s\n.if defined(LB)\n timeout http-keep-alive 75s\n.endif\nfrontend f\n bind :80\n",
      "haproxy server unknown - may be 75",
    ],
    [
      "haproxy.cfg",
      "defaults\n mode http\n timeout client 75s\n.if defined(LB)\n option httpclose\n.endif\nfrontend f\n bind :80\n",
      "haproxy server unknown -",
    ],
    [
      "a.js",
      `${express}process.env.AWS && (s.keepAliveTimeout = 75000);\n`,
      "express server unknown - may be 75",
    ],
    [
      "a.js",
      `${express}switch (where) {\n case "aws": s.keepAliveTimeout = 75000;\n}\n`,
      "express server unknown - may be 75",
    ],
    [
      "a.js",
      `${express}function tune(x) { x.keepAliveTimeout = 75000; }\nif (aws) tune(s);\n`,
      "express server unknown - may be 75",
    ],
    [
      "a.js",
      `${express}function tune(x) { x.keepAliveTimeout = 75000; }\ntune(s);\n`,
      "express server set 75",
    ],
    [
      "main.go",
      goServer(' switch env {\n case "aws": s.IdleTimeout = 75 * time.Second\n }'),
      "go server unknown - may be 75",
    ],
    [
      "main.kt",
      'import io.ktor.server.cio.*\nfun main() { embeddedServer(CIO, port = 80, configure = { when (e) { "aws" -> connectionIdleTimeoutSeconds = 75 } }) { } }\n',
      "ktor-cio server unknown - may be 75",
    ],
    [
      "main.py",
      "from hypercorn.config import Config\nconfig = Config()\nif AWS:\n    config.keep_alive_timeout = 75\n",
      "hypercorn server unknown - may be 75",
    ],
    [
      "main.py",
      'from hypercorn.config import Config\nconfig = Config()\nif __name__ == "__main__":\n    config.keep_alive_timeout = 75\n',
      "hypercorn server set 75",
    ],
    [
      "appsettings.Development.json",
      '{"Kestrel":{"Limits":{"KeepAliveTimeout":"00:02:10"}}}',
      "kestrel server unknown - may be 130",
    ],
  ])("%s", (name, text, reading) => {
    expect(only(name, text)).toBe(reading);
  });
});

describe("a setting that only some versions or programs take says so", () => {
  const unless = (name: string, text: string, ...more: readonly (readonly [string, string])[]) =>
    readingsIn(Object.fromEntries([[name, text] as const, ...more]))[0]?.unless;
  const settings = [
    "appsettings.json",
    '{"Kestrel":{"Limits":{"KeepAliveTimeout":"00:02:10"}}}',
  ] as const;

  it("Kestrel's limits in a file of settings, unless a program binds them", () => {
    expect(unless(...settings)).toMatch(/^Kestrel takes its limits from there only where/);
    const binds = 'builder.Services.Configure<KestrelServerOptions>(c.GetSection("Kestrel"));\n';
    expect(unless(...settings, ["Program.cs", binds])).toBeUndefined();
  });

  it.each([
    [
      "config/dev.exs",
      "config :a, AWeb.Endpoint, http: [port: 4000, protocol_options: [request_timeout: 75_000]]\n",
    ],
    [
      "docker-compose.dev.yml",
      "services:\n  web:\n    command: uvicorn app:app --timeout-keep-alive 75\n",
    ],
    ["Procfile.local", "web: uvicorn app:app --timeout-keep-alive 75\n"],
  ])("a file that is named after development or tests: %s", (name, text) => {
    expect(unless(name, text)).toMatch(/named after development or tests/);
    expect(unless(name.replace(/dev|local/, "prod"), text)).toBeUndefined();
  });

  it("a Caddyfile whose options import a file that was not given", () => {
    const options = (more: string) =>
      `{\n${more} servers {\n  timeouts {\n   idle 75s\n  }\n }\n}\na.com {\n respond ok\n}\n`;
    expect(unless("Caddyfile", options(" import options.conf\n"))).toMatch(
      /imported was not given/,
    );
    expect(unless("Caddyfile", options(""))).toBeUndefined();
  });

  it("server.connection-timeout of an old Spring Boot", () => {
    expect(unless("application.properties", "server.connection-timeout=75000\n")).toMatch(
      /up to 2\.2 only/,
    );
    expect(
      unless("application.properties", "server.tomcat.connection-timeout=75s\n"),
    ).toBeUndefined();
  });
});

describe("one server that is tuned speaks for no other", () => {
  it.each([
    [
      "server.js",
      "const http = require('http'), https = require('https');\nhttp.createServer(app).listen(80);\nconst tls = https.createServer(o, app).listen(443);\ntls.keepAliveTimeout = 75000;\n",
      ["node-20 server set 75 server.js:4", "node-20 server unknown - server.js:2"],
    ],
    [
      "M.java",
      "import org.eclipse.jetty.server.*;\nclass M { void s() {\n ServerConnector a = new ServerConnector(s);\n ServerConnector b = new ServerConnector(s);\n b.setIdleTimeout(75000);\n} }\n",
      ["jetty server default 30 M.java:4", "jetty server set 75 M.java:5"],
    ],
    [
      "M.java",
      "import io.vertx.core.*;\nclass M { void s() {\n vertx.createHttpClient(new HttpClientOptions().setIdleTimeout(75));\n vertx.createHttpServer().listen(80);\n} }\n",
      ["vertx server never - M.java:4"],
    ],
    [
      "M.java",
      "import io.undertow.*;\nclass M { void s() {\n b.setServerOption(UndertowOptions.IDLE_TIMEOUT, 20_000)\n .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 75_000);\n} }\n",
      ["undertow server set 20 M.java:3", "undertow server set 75 M.java:4"],
    ],
  ])("%s with %#", (name, text, readings) => {
    expect(shown({ [name]: text })).toEqual(readings);
  });
});

describe("what only looks like a server is none", () => {
  it.each([
    [
      "M.java",
      "import org.glassfish.grizzly.http.server.HttpServer;\nclass M { void s() { GrizzlyHttpServerFactory.createHttpServer(uri, rc).start(); } }\n",
    ],
    ["manifest.json", '{"entrypoints":{"main":{"assets":{"js":["a.js"]}}}}'],
    ["web.nix", "{ services.httpd.extraConfig = ''\nListen 80\nKeepAliveTimeout 75\n''; }\n"],
    ["mock.lua", "return [[\nhttp {\n  keepalive_timeout 75;\n  server { listen 80; }\n}\n]]\n"],
    ["application.yaml", "server:\n  port: 8080\n  host: 0.0.0.0\napp:\n  greeting: Hello\n"],
    [
      "index.js",
      "const uWS = require('uWebSockets.js');\nuWS.App().ws('/*', { idleTimeout: 120 }).listen(80, f);\n",
    ],
    [
      "fly.toml",
      "[http_service]\n  internal_port = 80\n  [http_service.http_options]\n    idle_timeout = 600\n",
    ],
  ])("%s with %#", (name, text) => {
    expect(only(name, text)).toBe(nothing);
  });

  it.each([
    [
      "conf.d/gunicorn-web.conf",
      "[program:web]\ncommand=gunicorn -k gthread app:app\n",
      "gunicorn-gthread server default 2",
    ],
    [
      "sites-enabled/app.conf",
      "Listen 8800\nWSGISocketPrefix /run/wsgi\n<VirtualHost *:8800>\n  ServerName a\n</VirtualHost>\n",
      "apache server unknown - may be 5",
    ],
  ])("a name or a folder is not the whole: %s", (name, text, reading) => {
    expect(only(name, text)).toBe(reading);
  });
});
