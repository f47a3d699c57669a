import { describe, expect, it } from "vitest";
import { nothing, only, readingsIn, shown } from "./cases/case.ts";

describe("options that stand elsewhere", () => {
  it.each([
    [
      "a.sh",
      "#!/bin/sh\nexport GUNICORN_CMD_ARGS='-k gevent --keep-alive 75'\ngunicorn app:app\n",
      "gunicorn-gevent server set 75",
    ],
    [
      "a.sh",
      '#!/bin/sh\nGUNICORN_CMD_ARGS="-k gthread --keep-alive 9" gunicorn app\n',
      "gunicorn-gthread server set 9",
    ],
    [
      "a.sh",
      '#!/bin/sh\nexec gunicorn -k gevent "$@"\n',
      "gunicorn-gevent server unknown - may be 2",
    ],
    ["a.sh", '#!/bin/sh\nexec gunicorn "$@"\n', "gunicorn-gthread server unknown - may be 2"],
    ["a.sh", "#!/bin/sh\nuvicorn app:app $OPTS\n", "uvicorn server unknown - may be 5"],
    ["a.sh", "#!/bin/sh\nuvicorn app:app --port $PORT\n", "uvicorn server default 5"],
    [
      "a.sh",
      '#!/bin/sh\nOPTS="--timeout-keep-alive 65"\nuvicorn app:app $OPTS\n',
      "uvicorn server set 65",
    ],
    [
      "a.sh",
      '#!/bin/sh\nif [ -z "$K" ]; then K=70; fi\nuvicorn app:app --timeout-keep-alive $K\n',
      "uvicorn server unknown - may be 70",
    ],
    [
      "a.sh",
      '#!/bin/sh\nK=${K:-70}\nuvicorn app:app --timeout-keep-alive "$K"\n',
      "uvicorn server unknown - may be 70",
    ],
    [
      "v.service",
      "[Service]\nExecStart=/usr/sbin/varnishd -F $DAEMON_OPTS\n",
      "varnish server unknown - may be 5 + varnish client unknown - v.service:2",
    ],
    [
      "Procfile",
      "web: gunicorn -k ${A:-gthread} --keep-alive ${B:-2} app:app\n",
      "gunicorn-gthread server unknown - may be 2",
    ],
    [
      "Procfile",
      "web: bundle exec puma -C config/puma.rb\n",
      "puma-7 server unknown - may be 20, 65",
    ],
    [
      "Procfile",
      "web: gunicorn -k myapp.Worker --keep-alive 75 app:app\n",
      "gunicorn-gthread server unknown - may be 75",
    ],
  ])("%s with %j", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });
});

it.each([
  [
    "a.sh",
    '#!/bin/sh\n: "${KEEP:=75}"\nexec uvicorn a:a --timeout-keep-alive "$KEEP"\n',
    "uvicorn server unknown - may be 75",
  ],
  [
    "a.service",
    "[Service]\nEnvironmentFile=/etc/shop\nEnvironment=UVICORN_TIMEOUT_KEEP_ALIVE=75\nExecStart=/venv/bin/uvicorn a:a\n",
    "uvicorn server unknown - may be 75",
  ],
])("a variable of %s that may be set before is what applies without", (name, text, line) => {
  expect(only(name, text)).toBe(line);
});

it("options that an image gives hold unless something else is given where it runs", () => {
  const Dockerfile =
    'FROM python:3\nENV GUNICORN_CMD_ARGS="-k gevent --keep-alive 75"\nCMD gunicorn app:app\n';
  expect(only("Dockerfile", Dockerfile)).toBe("gunicorn-gevent server set 75");
  expect(readingsIn({ Dockerfile })[0]?.unless).toMatch(/where it runs/);
});

it("options in a file of variables count for what another file starts", () => {
  const files = {
    Procfile: "web: gunicorn app:app\n",
    ".env": 'GUNICORN_CMD_ARGS="-k gevent --keep-alive 75"\n',
  };
  expect(shown(files)).toEqual(["gunicorn-gevent server set 75 .env:1"]);
});

describe("a part of a configuration", () => {
  it("of Apache that sets it names the hosts that may override it", () => {
    const [reading] = readingsIn({ "conf-enabled/ka.conf": "KeepAliveTimeout 75\n" });
    expect(reading).toMatchObject({ seconds: 75, unless: expect.stringContaining("virtual host") });
  });

  it("of nginx, with its servers in files that were not given, names them", () => {
    const text = "http {\n  keepalive_timeout 65;\n  include sites-enabled/*;\n}\n";
    const [reading] = readingsIn({ "nginx.conf": text });
    expect(reading).toMatchObject({ seconds: 65, unless: expect.stringContaining("server block") });
  });

  it.each([
    [
      "f.cfg",
      "frontend a\n  bind :80\n  mode http\n  timeout client 90s\n",
      "haproxy server set 90",
    ],
    ["d.cfg", "defaults\n  mode http\n  timeout client 90s\n", "haproxy server set 90"],
  ])("of HAProxy, %s, names what may override it", (name, text, line) => {
    expect(only(name, text)).toBe(line);
    expect(readingsIn({ [name]: text })[0]?.unless).toMatch(/not given/);
  });

  it.each([
    [".htaccess", "KeepAliveTimeout 75\n", nothing],
    [
      "httpd.conf",
      "ServerRoot /e\nListen 80\n<Directory /a>\n KeepAliveTimeout 75\n</Directory>\n",
      "apache server default 5",
    ],
  ])("cannot stand where Apache refuses it: %s", (name, text, line) => {
    expect(only(name, text)).toContain(line);
  });
});

describe("values that no server accepts", () => {
  it.each([
    [
      "nginx.conf",
      "http {\n server {\n  keepalive_timeout 5;\n  keepalive_timeout 75;\n }\n}",
      "nginx server unknown -",
    ],
    [
      "haproxy.cfg",
      "defaults\n mode http\n clitimeout 50000\nfrontend a\n bind :80\n",
      "haproxy server unknown - may be 50",
    ],
    [
      "haproxy.cfg",
      "defaults\n mode tcp\n timeout http-request 10s\n timeout client 90s\nfrontend a\n bind :80\n",
      "haproxy server unknown -",
    ],
    [
      "haproxy.cfg",
      "defaults\n timeout client 90s\nfrontend a\n bind :80\n",
      "haproxy server unknown -",
    ],
    [
      "gunicorn.conf.py",
      "bind: 0.0.0.0:8000\nworker_class: gevent\nkeepalive: 75\n",
      "gunicorn-gthread server unknown -",
    ],
    ["gunicorn.conf.py", "[gunicorn]\nkeepalive = 75\n", "gunicorn-gthread server unknown -"],
    [
      "gunicorn.conf.py",
      'worker_class = "gevent"\nkeepalive = (75\n',
      "gunicorn-gthread server unknown -",
    ],
  ])("%s: %j", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });
});
