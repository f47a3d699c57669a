import type { Case } from "./case.ts";

/** The same for what starts servers. */
export const trapsStarted: readonly Case[] = [
  [
    "gunicorn from its variable in a list",
    {
      "docker-compose.yml":
        "services:\n  web:\n    image: app\n    environment:\n      - GUNICORN_CMD_ARGS=--keep-alive=65 -k gthread --threads 4\n    command: gunicorn app:app\n",
    },
    ["gunicorn-gthread server set 65 docker-compose.yml:5"],
  ],
  [
    "a compose file with anchors and a password",
    {
      "compose.yaml":
        'x-common: &common\n  environment:\n    DB_PASSWORD: s3cr3t\nservices:\n  api:\n    <<: *common\n    command: ["gunicorn", "-k", "gthread", "--keep-alive", "5", "app:app"]\n',
    },
    ["gunicorn-gthread server set 5 compose.yaml:7"],
  ],
  [
    "pods as kubectl lists them, one with nothing but its image",
    {
      "pods.yaml":
        'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec:\n    containers:\n    - name: web\n      image: nginx:1.25\n    - name: app\n      image: ghcr.io/x/app:1\n      command: ["gunicorn","app:app","-k","gevent","--keep-alive","70"]\n',
    },
    ["nginx server unknown - pods.yaml:8", "gunicorn-gevent server set 70 pods.yaml:12"],
  ],
  [
    "an image that is a server, with its configuration elsewhere",
    { Dockerfile: "FROM httpd:2.4\nCOPY httpd.conf /usr/local/apache2/conf/httpd.conf\n" },
    ["apache server unknown - Dockerfile:1"],
  ],
  [
    "what ps prints, with the users before",
    {
      "ps.txt":
        "UID          PID    PPID  C STIME TTY          TIME CMD\nroot           1       0  0 10:00 ?        00:00:01 /usr/local/bin/python /usr/local/bin/gunicorn --worker-class gthread --threads 4 --keep-alive 3 app:app\nroot          12       1  0 10:00 ?        00:00:01 /usr/local/bin/python /usr/local/bin/gunicorn --worker-class gthread --threads 4 --keep-alive 3 app:app\nnode          40       0  0 10:00 ?        00:00:09 node dist/server.js\nroot 50 1 0 10:00 ? 00:00:00 nginx: master process nginx -g daemon off;\n",
    },
    [
      "gunicorn-gthread server set 3 ps.txt:2",
      "node-20 server unknown - ps.txt:4",
      "nginx server unknown - ps.txt:5",
    ],
  ],
  [
    "a Java process with its options",
    {
      "ps.txt":
        "USER PID %CPU COMMAND\nroot 1 0.1 java -Xmx1g -Dserver.tomcat.keep-alive-timeout=30s -jar app.jar\n",
    },
    ["tomcat-embedded server set 30 ps.txt:2"],
  ],
  [
    "Spring with a profile",
    {
      "application.yml":
        "server:\n  tomcat:\n    keep-alive-timeout: 20s\n---\nspring:\n  config:\n    activate:\n      on-profile: prod\nserver:\n  tomcat:\n    keep-alive-timeout: 90s\n",
    },
    ["tomcat-embedded server unknown - application.yml:3"],
  ],
  [
    "Phoenix with the timeout that does nothing between requests",
    {
      "config/prod.exs":
        "import Config\nconfig :app, AppWeb.Endpoint,\n  http: [port: 4000, protocol_options: [idle_timeout: 120_000]]\n",
      "mix.exs": 'defp deps do [{:phoenix, "~> 1.6"}, {:plug_cowboy, "~> 2.5"}] end',
    },
    ["cowboy server default 5 config/prod.exs:3"],
  ],
  [
    "Envoy with another timeout first",
    {
      "envoy.yaml":
        'static_resources:\n  listeners:\n  - filter_chains:\n    - filters:\n      - name: envoy.filters.network.http_connection_manager\n        typed_config:\n          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager\n          stream_idle_timeout: 5s\n          common_http_protocol_options:\n            idle_timeout: 55s\n  clusters: []\n',
    },
    ["envoy server set 55 envoy.yaml:10"],
  ],
  [
    "lighttpd with a condition on one line",
    {
      "lighttpd.conf":
        'server.port = 80\nserver.max-keep-alive-idle = 30\n$HTTP["host"] == "a" { server.max-keep-alive-idle = 2 }\n',
    },
    ["lighttpd server set 2 lighttpd.conf:3", "lighttpd server set 30 lighttpd.conf:2"],
  ],
  [
    "OpenLiteSpeed, which looks like Apache",
    {
      "httpd_config.conf":
        "serverName\ntuning  {\n  maxConnections 10000\n  keepAliveTimeout        5\n  maxKeepAliveReq  10000\n}\n",
    },
    ["litespeed server set 5 httpd_config.conf:4"],
  ],
  [
    "Express beside a client with an option of the same name",
    {
      "app.js":
        "import { Agent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new Agent({ keepAliveTimeout: 4000 }));\nimport express from 'express';\nconst app = express(); app.listen(3000);",
    },
    ["express server default 6 app.js:4"],
  ],
  [
    "Node.js with a sum of constants",
    {
      "s.ts":
        "const ALB_IDLE_MS = 60_000;\nconst KEEP = ALB_IDLE_MS + 5_000;\nserver.keepAliveTimeout = KEEP;",
    },
    ["node-20 server set 65 s.ts:3"],
  ],
  [
    "Express with the option in a text",
    {
      "s.js":
        'import express from "express"; const app = express();\nconsole.log("server.keepAliveTimeout = 65000"); app.listen(1);',
    },
    ["express server default 6 s.js:2"],
  ],
  [
    "gunicorn's configuration with a setting that sync would ignore",
    { "gunicorn.conf.py": "workers = 4\nkeepalive = 75\n" },
    ["gunicorn-gthread server unknown - gunicorn.conf.py:2"],
  ],
  [
    "a variable that any program may ask for",
    { Dockerfile: "FROM node:18-slim\nENV KEEP_ALIVE_TIMEOUT=75000\nCMD node server.js\n" },
    ["next server unknown - Dockerfile:2"],
  ],
  [
    "an entry point and arguments of the last stage",
    {
      Dockerfile:
        'FROM python:3 AS dev\nCMD ["uvicorn","a:app","--timeout-keep-alive","99"]\nFROM python:3\nENTRYPOINT ["uvicorn"]\nCMD ["a:app"]\n',
    },
    ["uvicorn server default 5 Dockerfile:4"],
  ],
  [
    "a variable of the manifest in the command",
    {
      "d.yaml":
        'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - name: a\n        command: ["sh","-c","gunicorn -k gthread --keep-alive $KEEP a:app"]\n        env: [{name: KEEP, value: "7"}]\n',
    },
    ["gunicorn-gthread server set 7 d.yaml:7"],
  ],
  [
    "supervisord",
    {
      "supervisord.conf":
        "[supervisord]\nnodaemon=true\n[program:web]\ncommand=/usr/bin/gunicorn -k gthread --keep-alive 4 app:app\nautostart=true\n",
    },
    ["gunicorn-gthread server set 4 supervisord.conf:4"],
  ],
  [
    "Tomcat with a connector in a comment and one for AJP",
    {
      "server.xml":
        '<?xml version="1.0"?>\n<Server port="8005" shutdown="SHUTDOWN">\n <Service name="Catalina">\n  <!-- <Connector port="8443" keepAliveTimeout="1000"/> -->\n  <Connector port="8080" protocol="HTTP/1.1" connectionTimeout="20000" redirectPort="8443" />\n  <Connector protocol="AJP/1.3" port="8009" keepAliveTimeout="9000"/>\n </Service>\n</Server>',
    },
    ["tomcat server set 20 server.xml:5"],
  ],
  [
    "lines that end as on Windows",
    { "nginx.conf": "http {\r\n  keepalive_timeout 30;\r\n}\r\n" },
    ["nginx server set 30 nginx.conf:2"],
  ],
  [
    "HAProxy beside passwords",
    {
      "haproxy.cfg":
        "global\n stats socket /run/a\nuserlist u\n user admin insecure-password hunter2\ndefaults\n mode http\n timeout http-keep-alive 10s\nfrontend f\n bind *:443 ssl crt /p.pem\n",
    },
    ["haproxy server set 10 haproxy.cfg:7"],
  ],
];
