import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nothing, only, readingsIn, shown } from "./cases/case.ts";

const gunicorn = "gunicorn -k gevent --keep-alive";

describe("a part of a configuration of Apache", () => {
  it.each([
    ["extra/mod_x.conf", "LoadModule x_module modules/mod_x.so\n<Location /x>\n</Location>\n"],
    ["httpd/logging.conf", "LogLevel info\nLoadModule log_module modules/mod_log.so\n"],
    ["httpd/server.conf", 'ServerRoot "/etc/httpd"\nServerName a:80\n'],
  ])("that loads a module or logs is no server: %s", (name, text) => {
    expect(only(name, text)).toBe(nothing);
  });

  it.each([
    ["LoadModule x_module m.so\n<VirtualHost *:80>\n ServerName a\n</VirtualHost>\n"],
    ["Listen 80\nDocumentRoot /a\n"],
  ])("without its root may have another default elsewhere: %j", (text) => {
    expect(only("httpd/site.conf", text)).toBe("apache server unknown - may be 5");
  });

  const main = (more: string) => `ServerRoot /e\nListen 80\n${more}`;

  it("counts where it is included: what stands below it wins", () => {
    const extra = { "extra/ka.conf": "KeepAliveTimeout 75\n" };
    const before = main("Include conf/extra/ka.conf\nKeepAliveTimeout 5\n");
    const after = main("KeepAliveTimeout 5\nInclude conf/extra/ka.conf\n");
    expect(shown({ "httpd.conf": before, ...extra })).toEqual(["apache server set 5 httpd.conf:4"]);
    expect(shown({ ...extra, "httpd.conf": after })).toEqual([
      "apache server set 75 extra/ka.conf:1",
    ]);
  });

  it("is that of the virtual host that includes it", () => {
    const host = "<VirtualHost *:80>\n Include common.conf\n</VirtualHost>\n";
    const files = { "httpd.conf": main(`KeepAliveTimeout 75\n${host}`) };
    expect(shown({ ...files, "common.conf": "KeepAliveTimeout 5\n" })).toContain(
      "apache server set 5 common.conf:1",
    );
  });

  it("that the main configuration does not include holds for nobody", () => {
    const files = {
      "httpd.conf": main("#Include conf/extra/httpd-default.conf\n"),
      "extra/httpd-default.conf": "KeepAliveTimeout 90\n",
    };
    const readings = readingsIn(files);
    expect(readings.map(({ state, seconds }) => [state, seconds])).toEqual([
      ["default", 5],
      ["unknown", null],
    ]);
    expect(readings[1]?.others[1]).toMatchObject({ seconds: 90 });
  });

  it("in sites-available is what sites-enabled shows", () => {
    const files = {
      "apache2.conf": main("KeepAliveTimeout 75\nIncludeOptional sites-enabled/*.conf\n"),
      "sites-available/shop.conf": "<VirtualHost *:80>\n KeepAliveTimeout 5\n</VirtualHost>\n",
    };
    expect(shown(files)[0]).toBe("apache server set 5 sites-available/shop.conf:2");
  });
});

describe("two timeouts of HAProxy for an idle connection", () => {
  const seconds = fc.integer({ min: 1, max: 600 });

  it("end it by the shorter one, whichever that is and wherever each stands", () => {
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.boolean(),
        fc.constantFrom("http-keep-alive", "http-request"),
        (client, wait, isInFrontend, name) => {
          const own = ` timeout ${name} ${wait}s\n`;
          const text = `defaults\n mode http\n timeout client ${client}s\n${isInFrontend ? "" : own}frontend a\n bind :80\n${isInFrontend ? own : ""}`;
          const [reading] = readingsIn({ "haproxy.cfg": text });
          expect(reading).toMatchObject({ state: "set", seconds: Math.min(client, wait) });
        },
      ),
    );
  });

  it("are one where the first is 0", () => {
    const text = "defaults\n mode http\n timeout client 90s\n timeout http-keep-alive 0\n";
    expect(only("haproxy.cfg", `${text} timeout http-request 5s\nfrontend a\n bind :80\n`)).toBe(
      "haproxy server set 5",
    );
  });

  it("are not known where one comes from a variable", () => {
    const text = `defaults\n mode http\n timeout client "$C"\n timeout http-keep-alive 90s\n`;
    expect(only("haproxy.cfg", `${text}frontend a\n bind :80\n`)).toMatch(
      /^haproxy server unknown/,
    );
  });

  it("may be cut by defaults that were not given", () => {
    const [reading] = readingsIn({
      "a.cfg": "frontend a\n bind :80\n mode http\n timeout http-keep-alive 90s\n",
    });
    expect(reading).toMatchObject({ seconds: 90, unless: expect.stringContaining("defaults") });
  });
});

describe("what only looks like the configuration of ingress-nginx", () => {
  it.each([
    [
      "a dashboard that bears its name",
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: grafana-dashboard-nginx-ingress\ndata:\n  nginx.json: |\n    {"title": "Traffic of the ingress"}\n',
    ],
    [
      "its ports",
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ingress-nginx-tcp\ndata:\n  '9000': default/app:9000\n",
    ],
    ["another chart's controller", "controller:\n  replicaCount: 3\n  config: {}\n"],
    ["HAProxy's controller", "controller:\n  config:\n    timeout-http-keep-alive: 5s\n"],
  ])("is left alone: %s", (_, text) => {
    expect(only("values.yaml", text)).toBe(nothing);
  });

  it("is not the controller of F5, which has another name for the same", () => {
    const text =
      'kind: ConfigMap\nmetadata:\n  name: nginx-config\ndata:\n  keepalive-timeout: "5s"\n';
    expect(only("c.yaml", text)).toContain("ingress-nginx server set 5");
  });
});

it("the values of a chart are those of ingress-nginx where their file bears its name", () => {
  const text = 'controller:\n  config:\n    use-proxy-protocol: "true"\n';
  expect(only("ingress-nginx.yaml", text)).toContain("ingress-nginx server default 75");
});

describe("an nginx within a document", () => {
  it.each([
    [
      ".ebextensions/01.config",
      'files:\n  "/etc/nginx/conf.d/a.conf":\n    content: |\n      keepalive_timeout 20s;\n      send_timeout 20s;\n',
      "nginx server set 20",
    ],
    [
      "i.yaml",
      "kind: Ingress\nmetadata:\n  annotations:\n    nginx.ingress.kubernetes.io/server-snippet: |\n      keepalive_timeout 5s;\n",
      "nginx server set 5",
    ],
  ])("is read in %s", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });
});

describe("a script that builds its command", () => {
  it.each([
    [
      'CMD=(uvicorn a:a)\nCMD+=(--timeout-keep-alive 75)\nexec "${CMD[@]}"\n',
      "uvicorn server set 75",
    ],
    ["if command -v uvicorn >/dev/null; then echo found; fi\n", nothing],
    [
      'if [ -n "$D" ]; then A=(--timeout-keep-alive 75); fi\nA+=(--host a)\nexec uvicorn a:a "${A[@]}"\n',
      "uvicorn server unknown - may be 5",
    ],
  ])("starts what it put together, and nothing that it only looks for: %j", (text, line) => {
    expect(only("run.sh", `#!/bin/bash\n${text}`)).toBe(line);
  });
});

describe("lines that go on", () => {
  it.each([
    [
      "web.conf",
      `[program:web]\ncommand=gunicorn app:app\n    -k gevent\n    ; no\n    --keep-alive 75\nautostart=true\n`,
    ],
    [
      "web.service",
      `[Service]\nExecStart=/usr/bin/gunicorn \\\n  -k gevent \\\n# no\n  --keep-alive 75 app:app\n`,
    ],
  ])("are one command in %s", (name, text) => {
    expect(only(name, text)).toBe("gunicorn-gevent server set 75");
  });

  it("are none where a unit only begins a line with a space", () => {
    const text = `[Service]\nExecStart=${gunicorn} 75 app:app\n Environment=A=b\n`;
    expect(only("web.service", text)).toBe("gunicorn-gevent server set 75");
  });
});

describe("settings that hold only elsewhere", () => {
  it.each([
    [
      "uwsgi.ini",
      "[uwsgi]\nhttp = :80\nif-env = X\nhttp-keepalive = 75\nendif =\n",
      "uwsgi-http-keepalive server unknown - may be 75",
    ],
    [
      "uwsgi.ini",
      "[uwsgi]\nhttp = :80\n[dev]\nhttp-keepalive = 75\n",
      "uwsgi-http server closes -",
    ],
    [
      "Caddyfile",
      "import options.caddy\nexample.com {\n respond a\n}\n",
      "caddy server unknown - may be 300",
    ],
    [
      "a.js",
      'const f = require("fastify")({ ...base, logger: true });\nf.listen({ port: 80 });\n',
      "fastify server unknown - may be 72",
    ],
    [
      "a.js",
      'import Fastify from "fastify";\nimport { options } from "./options";\nconst f = Fastify(options);\nf.listen({ port: 80 });\n',
      "fastify server unknown - may be 72",
    ],
    [
      "a.js",
      'const f = require("fastify")({ keepAliveTimeout: 90000, serverFactory: (h) => http.createServer(h) });\nf.listen({ port: 80 });\n',
      "fastify server unknown - may be 90",
    ],
  ])("are not taken for what runs: %s %j", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });

  it("are those of a file that Hypercorn is given an option beside", () => {
    const files = {
      Procfile: "web: hypercorn -c hypercorn.toml --keep-alive 75 a:app\n",
      "hypercorn.toml": "keep_alive_timeout = 5\n",
    };
    expect(shown(files)).toEqual(["hypercorn server set 75 Procfile:1"]);
  });

  it("clear nobody where they are those of tests", () => {
    const name = "src/test/resources/application.properties";
    const [reading] = readingsIn({ [name]: "server.tomcat.keep-alive-timeout=75s\n" });
    expect(reading).toMatchObject({ seconds: 75, unless: expect.stringContaining("tests") });
  });
});
