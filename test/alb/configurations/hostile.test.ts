import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { read } from "../../../src/alb/configurations/read.ts";
import { groups } from "./cases/all.ts";

/** `npm run test:hostile` reads as many as there are minutes. */
const quick = { numRuns: 300 };

const names = [
  "nginx.conf",
  "httpd.conf",
  "haproxy.cfg",
  "Caddyfile",
  "lighttpd.conf",
  "traefik.yml",
  "traefik.toml",
  "caddy.json",
  "package.json",
  "server.js",
  "server.ts",
  "gunicorn.conf.py",
  "puma.rb",
  "main.go",
  "config.exs",
  "Program.cs",
  "server.xml",
  "application.properties",
  "uwsgi.ini",
  ".env",
  "Dockerfile",
  "Procfile",
  "app.service",
  "run.sh",
  "-",
];

const samples = Object.values(groups).flatMap((cases) =>
  cases.flatMap(([, files]) => Object.entries(files)),
);

/** Words that lead a reader into each of its corners. */
const words = fc.constantFrom(
  ..."keepAliveTimeout keepalive_timeout http{ server{ upstream{ include ; { } ( ) [ ] : = , \" ' ` ${ }} {{ {% <% <a <!-- --> /* */ // # \\ \n \t - --- | > & * << 0 1 65s 1e999 -1 KeepAliveTimeout <VirtualHost </VirtualHost> defaults frontend timeout client gunicorn uvicorn -k --keep-alive CMD FROM ENV [Service] ExecStart= kind: ConfigMap data: image: command: entryPoints: Connector http.Server{ IdleTimeout: protocol_options: persistent_timeout || ?? ? createServer({ Fastify({ \u0000 \ud800 é".split(
    " ",
  ),
);

/** Readings, which must be well formed whatever was read. */
function readings(name: string, text: string) {
  const found = read([{ name, text }]);
  expect(found.length).toBeGreaterThan(0);
  for (const { line, seconds, state, others } of found) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(text.split("\n").length + 1);
    expect(seconds !== null).toBe(state === "set" || state === "default");
    expect(seconds === null || Number.isFinite(seconds)).toBe(true);
    expect(others.length).toBeLessThanOrEqual(20);
  }
  return found;
}

describe("a text that means harm", () => {
  it("never throws, whatever it is and whatever it is called", () => {
    const text = fc.array(fc.oneof({ weight: 3, arbitrary: words }, fc.string({ maxLength: 8 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        text,
        fc.constantFrom("", " ", "\n"),
        (name, parts, between) => {
          readings(name, parts.join(between));
        },
      ),
      quick,
    );
  });

  it("never throws when a real configuration is cut or mangled", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.nat(),
        words,
        ([name, text], cut, at, word) => {
          const place = at % (text.length + 1);
          const mangled = text.slice(0, place) + word + text.slice(place);
          readings(name, mangled.slice(0, cut % (mangled.length + 1)));
        },
      ),
      quick,
    );
  });

  it("may be nested deeper than any stack", () => {
    for (const open of [
      "{",
      "[",
      "(",
      "<a>",
      "http{",
      "- ",
      "a: ",
      "{{",
      "`${",
      "if(",
      "{a:",
      '{"a":',
      "[[",
    ]) {
      for (const name of names)
        expect(readings(name, open.repeat(5_000)).length).toBeGreaterThan(0);
    }
  }, 120_000);

  it("may expand its aliases without end", () => {
    const lines = ["a: &a0 [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 30; level++) {
      lines.push(`b${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`);
    }
    expect(
      readings("traefik.yml", `entryPoints: {web: {address: ":80"}}\n${lines.join("\n")}`)[0]
        ?.server,
    ).toBe("Traefik");
  });

  it("may include itself", () => {
    const text = "http { include nginx.conf; include *.conf; keepalive_timeout 65; }";
    expect(
      read([
        { name: "nginx.conf", text },
        { name: "b.conf", text },
      ]).length,
    ).toBeGreaterThan(0);
  });
});

describe("a large text", () => {
  const filled = (piece: string, size: number) =>
    piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  /** Milliseconds of the processor, which other work on the machine does not lengthen. */
  const costOf = (name: string, text: string) => {
    const start = process.cpuUsage();
    readings(name, text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };

  it.each([
    ["nginx.conf", "server { listen 80; keepalive_timeout 5; }\n"],
    ["nginx.conf", '"'],
    ["nginx.conf", "{"],
    ["nginx.conf", "include a.conf;"],
    ["nginx.conf", "\\"],
    ["nginx.conf", "${"],
    ["httpd.conf", "<VirtualHost *:80>\n"],
    ["httpd.conf", "<VirtualHost a>\nKeepAliveTimeout 5\n</VirtualHost>\n"],
    ["httpd.conf", "\\\n"],
    ["haproxy.cfg", "defaults\nfrontend a\n timeout client 5s\n"],
    ["haproxy.cfg", '"'],
    ["Caddyfile", ":80 {\n"],
    ["Caddyfile", "reverse_proxy a {\n}\n"],
    ["lighttpd.conf", "server.max-keep-alive-idle = 5\n"],
    ["server.js", "server.keepAliveTimeout = x;\n"],
    ["server.js", "keepAliveTimeout:"],
    ["server.js", "/["],
    ["server.js", "`${"],
    ["server.js", "a?(keepAliveTimeout:"],
    ["server.js", "keepAliveTimeout=("],
    ["server.js", "/*"],
    ["gunicorn.conf.py", "keepalive = (\n"],
    ["gunicorn.conf.py", '"""'],
    ["gunicorn.conf.py", "bind="],
    ["main.go", "http.Server{IdleTimeout: "],
    ["puma.rb", "persistent_timeout "],
    ["config.exs", "Endpoint, request_timeout: ["],
    ["Program.cs", "Limits.KeepAliveTimeout = "],
    ["server.xml", "<Connector port='1'>"],
    ["server.xml", "<"],
    ["server.xml", "<a b='"],
    ["app.yml", "a: "],
    ["app.yml", "- "],
    ["app.yml", "image: uvicorn\n"],
    ["app.json", "["],
    ["app.json", '"a": {'],
    ["a.toml", "[a]\n"],
    ["a.toml", "a = ["],
    ["application.properties", "server.tomcat.keep-alive-timeout=${\n"],
    ["application.properties", "a"],
    ["Dockerfile", "CMD gunicorn\n"],
    ["Dockerfile", "FROM a AS b\n"],
    ["Dockerfile", "ENV A=$A\\\n"],
    ["Dockerfile", "RUN <<E\n"],
    ["Procfile", "web: gunicorn -k $X\n"],
    ["app.service", "ExecStart=uvicorn \\\n"],
    ["app.service", "Environment=A=b\n"],
    ["run.sh", "gunicorn "],
    ["run.sh", "sh -c 'sh -c "],
    ["run.sh", "\\\n"],
    ["-", "\n"],
    ["-", " "],
    ["-", "a"],
    ["-", "# configuration file a:\n"],
    ["-", "FROM a\n"],
    ["-", "{% if %}"],
    ["-", "image:"],
    ["-", "FROM /"],
    ["-", "--module="],
    ["-", "<<<"],
    ["a.j2", "{{ default "],
    ["nginx.conf.j2", "{% if a %}keepalive_timeout 5;"],
    ["run.sh", "cat <<E > a\n"],
    ["run.sh", "A=$A$A\n"],
    ["run.sh", "'"],
    ["main.py", "a = b or b or "],
    ["server.js", "a = b + b;\nb = a + a;\n"],
    ["A.java", "ServerConnector c; c.setIdleTimeout("],
    ["main.tf", 'resource "aws_lb" "a" { idle_timeout = '],
    ["application.yml", "---\nspring: {profiles: a}\n"],
    ["deploy.py", '"""\nhttp {\n'],
    ["app.json", '"\\'],
    ["nginx.conf", "{{ a }}"],
  ])(
    "%s made of %j is read in bounded time",
    (name, piece) => {
      expect(costOf(name, filled(piece, 100_000))).toBeLessThan(5000);
    },
    60_000,
  );

  it.each([
    ["nginx.conf", "server { listen 80; keepalive_timeout 5; }\n"],
    ["server.js", "server.keepAliveTimeout = x;\n"],
    ["app.yml", "image: uvicorn\n"],
    ["run.sh", "gunicorn -k gthread\n"],
  ])(
    "%s made of %j may have 5 MB",
    (name, piece) => {
      expect(costOf(name, filled(piece, 4_900_000))).toBeLessThan(30_000);
    },
    120_000,
  );

  it("is not read beyond 5 MB", () => {
    const [reading] = readings("nginx.conf", filled("a", 5_000_001));
    expect(reading?.others[0]?.says).toContain("larger than 5 MB");
  });
});
