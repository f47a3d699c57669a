import { describe, expect, it } from "vitest";
import { nothing, only, readingsIn, shown } from "./cases/case.ts";

const gunicorn = "gunicorn -k gevent --keep-alive";

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

describe("a start that names another file", () => {
  const nginx = "events {}\nhttp {\n  keepalive_timeout 90;\n  server { listen 80; }\n}\n";
  const image = (more: string) =>
    `FROM nginx:1.27\n${more}CMD ["nginx", "-c", "/opt/shop.conf", "-g", "daemon off;"]\n`;

  it.each([
    [{ "nginx.conf": nginx, Dockerfile: image("") }],
    [
      {
        "config/puma.rb": "persistent_timeout 75\n",
        Procfile: "web: bundle exec puma -C config/puma/production.rb\n",
      },
    ],
  ])("leaves unknown what runs: %j", (files) => {
    expect(readingsIn(files).map(({ state }) => state)).toContain("unknown");
  });

  it("is answered by the file that is put there", () => {
    const files = {
      "nginx.prod.conf": nginx,
      Dockerfile: image("COPY nginx.prod.conf /opt/shop.conf\n"),
    };
    expect(shown(files)).toEqual(["nginx server set 90 nginx.prod.conf:3"]);
  });
});

it.each([
  ["nginx.conf", "http {\n  keepalive_timeout 75;\n  server { listen 80; }\n", /server block/],
  [
    "httpd.conf",
    "ServerRoot /e\nListen 80\nKeepAliveTimeout 75\n<VirtualHost *:80>\n ServerName a\n",
    /virtual host/,
  ],
])("the beginning of %s clears nobody: it ends within a block", (name, text, says) => {
  expect(readingsIn({ [name]: text })[0]?.unless).toMatch(says);
});

it("a file that a script writes in pieces is one", () => {
  const text =
    "#!/bin/sh\ncat > /nginx.conf <<EOF\nevents {}\nhttp {\nEOF\necho '  keepalive_timeout 75;' >> /nginx.conf\ncat >> /nginx.conf <<EOF\n  server { listen 80; }\n}\nEOF\n";
  expect(shown({ "run.sh": text })).toEqual(["nginx server set 75 run.sh:6"]);
});

it("Sanic that keeps no connection closes, whatever its timeout is", () => {
  const text = "app.config.KEEP_ALIVE = False\napp.config.KEEP_ALIVE_TIMEOUT = 75\n";
  expect(only("s.py", `from sanic import Sanic\n${text}`)).toBe("sanic server closes -");
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
