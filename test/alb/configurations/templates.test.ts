import { describe, expect, it } from "vitest";
import { only, readingsIn, shown } from "./cases/case.ts";

describe("a template", () => {
  it.each([
    [
      "nginx.conf.erb",
      "http {\n<% if @gzip %>\n gzip on;\n<% end %>\n keepalive_timeout 20;\n}",
      "nginx server set 20",
    ],
    [
      "nginx.conf.j2",
      "http {\n{% for a in b %}\n server { listen {{ a }}; }\n{% endfor %}\n keepalive_timeout 20;\n}",
      "nginx server set 20",
    ],
    [
      "nginx.conf.j2",
      "http {\n{% if a %}\n keepalive_timeout 20;\n{% else %}\n keepalive_timeout 80;\n{% endif %}\n}",
      "nginx server unknown - may be 20, 80, 75",
    ],
    [
      "nginx.conf.tmpl",
      'http {\n keepalive_timeout {{ getenv "X" "5" }};\n}',
      "nginx server unknown - may be 5",
    ],
    [
      "nginx.conf.tmpl",
      'http {\n keepalive_timeout {{ or (env "X") "300s" }};\n}',
      "nginx server unknown - may be 300",
    ],
    [
      "haproxy.cfg.j2",
      "defaults\n mode http\n timeout client {{ t | default('90s') }}\nfrontend a\n bind :80\n",
      "haproxy server unknown - may be 90",
    ],
    [
      "haproxy.cfg.erb",
      "defaults\n mode http\n<% if p('x') %>\n option dontlognull\n<% end %>\n timeout client 90s\nfrontend a\n bind :80\n",
      "haproxy server set 90",
    ],
    [
      "deploy.yaml",
      'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - image: {{ .Values.image }}\n        {{- if .Values.x }}\n        imagePullPolicy: Always\n        {{- end }}\n        command: ["uvicorn", "a:a", "--timeout-keep-alive", "75"]\n',
      "uvicorn server set 75",
    ],
    [
      "deploy.yaml",
      '{{- if .Values.on }}\nkind: Deployment\nspec: {template: {spec: {containers: [{image: a, command: ["uvicorn", "a:a", "--timeout-keep-alive", "75"]}]}}}\n{{- end }}\n',
      "uvicorn server set 75",
    ],
    [
      "gunicorn.conf.py.j2",
      'worker_class = "gthread"\nkeepalive = {{ keep }}\n',
      "gunicorn-gthread server unknown -",
    ],
    [
      "httpd.conf.erb",
      "Listen 80\nKeepAliveTimeout <%= p('keepalive', 65) %>\n",
      "apache server unknown - may be 65",
    ],
  ])("%s: %j", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });
});

describe("a default in the same text", () => {
  it.each([
    [
      "gunicorn.conf.py",
      'import os\nworker_class = "gthread"\nkeepalive = int(os.getenv("X", "2"))\n',
      2,
    ],
    [
      "gunicorn.conf.py",
      'import os\nworker_class = "gthread"\nkeepalive = int(os.environ.get("X") or 65)\n',
      65,
    ],
    [
      "gunicorn.conf.py",
      'worker_class = "gthread"\nkeepalive = config("X", default=64, cast=int)\n',
      64,
    ],
    ["s.js", "server.keepAliveTimeout = parseInt(process.env.X ?? '61000', 10);", 61],
    ["s.js", "server.keepAliveTimeout = (Number(process.env.X) || 65) * 1000;", 65],
    ["s.js", "server.keepAliveTimeout = process.env.X ? Number(process.env.X) : 62000;", 62],
    ["puma.rb", 'persistent_timeout ENV.fetch("X") { 20 }\n', 20],
    ["puma.rb", 'persistent_timeout (ENV["X"] || 75).to_i\n', 75],
    [
      "m.go",
      'package a\nimport ("flag"; "net/http"; "time")\nvar idle = flag.Duration("idle", 60*time.Second, "x")\nvar s = &http.Server{IdleTimeout: *idle}\n',
      60,
    ],
    [
      "m.go",
      'package a\nimport ("net/http"; "time")\nvar s = &http.Server{IdleTimeout: getEnv("X", 90) * time.Second}\n',
      90,
    ],
    ["a.sh", "#!/bin/sh\nuvicorn a:a --timeout-keep-alive ${K:=70}\n", 70],
    [
      "main.py",
      'import uvicorn\nuvicorn.run(app, timeout_keep_alive=int(os.environ.get("K", 66)))\n',
      66,
    ],
  ])("of %s, %j, is what it may be", (name, text, seconds) => {
    const [reading] = readingsIn({ [name]: text });
    expect(reading?.state).toBe("unknown");
    expect(reading?.others.map((other) => other.seconds)).toContain(seconds);
  });
});

describe("a value under a condition of a program", () => {
  it.each([
    [
      "gunicorn.conf.py",
      'worker_class = "gthread"\nkeepalive = 5\nif PROD:\n    keepalive = 75\n',
      "gunicorn-gthread server unknown - may be 5, 75",
    ],
    [
      "gunicorn.conf.py",
      'worker_class = "gthread"\nkeepalive = 75\ndef when_ready(server):\n    keepalive = 5\n',
      "gunicorn-gthread server set 75",
    ],
    [
      "gunicorn.conf.py",
      'keepalive = 75\nif A:\n    worker_class = "gthread"\nelse:\n    worker_class = "sync"\n',
      "gunicorn-gthread server unknown - may be 75",
    ],
    ["puma.rb", 'if ENV["X"]\n  persistent_timeout 75\nend\n', "puma-7 server unknown - may be 75"],
    [
      "m.go",
      'package a\nimport ("net/http"; "time")\nfunc f() {\n s := &http.Server{IdleTimeout: 5 * time.Second}\n if prod {\n  s.IdleTimeout = 75 * time.Second\n }\n}\n',
      "go server unknown - may be 75",
    ],
  ])("of %s, %j, is not known", (name, text, line) => {
    expect(only(name, text)).toBe(line);
  });
});

describe("a configuration inside another file", () => {
  it.each([
    [
      "setup.sh",
      "#!/bin/sh\ncat > /etc/nginx/nginx.conf <<'EOF'\nhttp {\n  keepalive_timeout 20;\n  server { listen 80; }\n}\nEOF\n",
      "nginx server set 20 setup.sh:4",
    ],
    [
      "setup.sh",
      "#!/bin/sh\nsudo tee /etc/nginx/conf.d/k.conf > /dev/null <<EOF\nkeepalive_timeout 20;\nEOF\n",
      "nginx server set 20 setup.sh:3",
    ],
    [
      "setup.sh",
      "#!/bin/sh\necho 'keepalive_timeout 20;' > /etc/nginx/conf.d/k.conf\n",
      "nginx server set 20 setup.sh:2",
    ],
    [
      "Dockerfile",
      "FROM alpine\nCOPY <<EOF /etc/haproxy/haproxy.cfg\ndefaults\n  mode http\n  timeout client 20s\nfrontend a\n  bind :80\nEOF\nCMD true\n",
      "haproxy server set 20 Dockerfile:5",
    ],
    [
      "deploy.py",
      'CONF = """\nhttp {\n  keepalive_timeout 20;\n  server { listen 80; }\n}\n"""\n',
      "nginx server set 20 deploy.py:3",
    ],
    [
      "play.yml",
      "- hosts: web\n  tasks:\n  - copy:\n      dest: /etc/nginx/conf.d/k.conf\n      content: |\n        keepalive_timeout 20;\n",
      "nginx server set 20 play.yml:6",
    ],
    [
      "x.config",
      "files:\n  /etc/nginx/conf.d/k.conf:\n    content: |\n      keepalive_timeout 20;\n",
      "nginx server set 20 x.config:4",
    ],
    [
      "ci.yaml",
      "#cloud-config\nruncmd:\n  - echo 'keepalive_timeout 20;' > /etc/nginx/conf.d/k.conf\n",
      "nginx server set 20 ci.yaml:3",
    ],
    [
      "secret.yaml",
      "kind: Secret\nstringData:\n  gunicorn.conf.py: |\n    worker_class = 'gevent'\n    keepalive = 20\n",
      "gunicorn-gevent server set 20 secret.yaml:5",
    ],
  ])("%s: %j", (name, text, line) => {
    expect(shown({ [name]: text })).toEqual([line]);
  });
});
