import type { Case } from "./case.ts";

/** What people really have, and what a reader may stumble over. */
export const traps: readonly Case[] = [
  [
    "a Node.js server under another name, with a guard before",
    {
      "index.ts":
        'const server = http.createServer(app);\nconst tun = server as Tunable;\nif (typeof tun.keepAliveTimeout === "number") tun.keepAliveTimeout = 7_000;\n',
    },
    ["node-20 server set 7 index.ts:3"],
  ],
  [
    "NestJS through its HTTP server",
    {
      "main.ts":
        "const app = await NestFactory.create(AppModule);\napp.getHttpServer().keepAliveTimeout = 65000;\nawait app.listen(3000);",
    },
    ["node-20 server set 65 main.ts:2"],
  ],
  [
    "a client in C# with a property of the same name",
    {
      "Proxy.cs":
        "var request = new HttpRequest();\nrequest.KeepAliveTimeout = 3000;\nrequest.KeepAlive = false;",
    },
    ["unknown server unknown - Proxy.cs:1"],
  ],
  [
    "Go beside constants of gRPC that sound alike",
    {
      "main.go":
        'package main\nconst (\n inventoryServiceKeepaliveTimeout = 3 * time.Second\n)\nfunc main(){ s := &http.Server{Addr: ":8080", Handler: r}\n s.ListenAndServe() }',
    },
    ["go server never - main.go:5"],
  ],
  [
    "HAProxy with a section that speaks TCP only",
    {
      "haproxy.cfg":
        "defaults\n mode http\n option http-server-close\n timeout client 1m\n timeout http-keep-alive 10s\nlisten api\n bind *:6443\n mode tcp\n",
    },
    ["haproxy server unknown - haproxy.cfg:6"],
  ],
  [
    "HAProxy with named defaults",
    {
      "haproxy.cfg":
        "# comment\ndefaults tcp-defaults\n mode tcp\n timeout client 5m\ndefaults http-defaults\n mode http\n timeout client 30s\n timeout http-request 5s\nfrontend web from http-defaults\n bind :80\n",
    },
    ["haproxy server set 5 haproxy.cfg:8"],
  ],
  [
    "uvicorn in a script, from a variable with a fallback",
    {
      "start.sh":
        '#!/bin/sh\nexec uvicorn app.main:app \\\n  --workers "${WEB_CONCURRENCY:-1}" \\\n  --timeout-keep-alive "${UVICORN_KEEP_ALIVE:-30}" \\\n  --proxy-headers\n',
    },
    ["uvicorn server unknown - start.sh:4"],
  ],
  [
    "uvicorn beside another program",
    {
      "run.sh":
        "celery -A auth.worker worker --loglevel=error &\nuvicorn auth.main:app --port 8001 \\\n  --timeout-keep-alive 30 --workers 1\n",
    },
    ["uvicorn server set 30 run.sh:3"],
  ],
  [
    "two servers that one script starts",
    {
      "start.sh":
        "cd /app/api\nnohup /app/api/.venv/bin/uvicorn app:app --port 9000 --timeout-keep-alive 600 > /tmp/a.log 2>&1 &\nexec nginx -g 'daemon off;'\n",
    },
    ["uvicorn server set 600 start.sh:2", "nginx server unknown - start.sh:3"],
  ],
  [
    "a Python script that starts uvicorn",
    {
      "start.py":
        'cmd = ["python", "-m", "uvicorn", "app:app", "--port", port, "--timeout-keep-alive", "300"]\nsubprocess.run(cmd)',
    },
    ["uvicorn server set 300 start.py:1"],
  ],
  [
    "Go with a constant of another package, in a function that returns a server",
    {
      "srv.go":
        "package main\nfunc f() *http.Server { return &http.Server{Addr: a, IdleTimeout: constants.DefaultIdleTimeout} }",
    },
    ["go server unknown - srv.go:2"],
  ],
  [
    "fiber, which has no word of HTTP in it",
    {
      "srv.go":
        'package main\nimport "github.com/gofiber/fiber/v2"\nfunc main(){ app := fiber.New(fiber.Config{ IdleTimeout: 5 * time.Second }); app.Listen(":80") }',
    },
    ["go server set 5 srv.go:3"],
  ],
  [
    "gin, which starts net/http without timeouts",
    {
      "m.go":
        'package main\nimport "github.com/gin-gonic/gin"\nfunc main(){ r := gin.Default(); r.Run(":8080") }',
    },
    ["go server never - m.go:3"],
  ],
  [
    "nginx with the directive's name in a text and in Lua",
    {
      "nginx.conf":
        "http {\n  log_format main '$remote_addr \"keepalive_timeout 5;\" $request';\n  keepalive_timeout 65;\n  server { location / { content_by_lua_block { local t = { keepalive_timeout = 3 } } } }\n}",
    },
    ["nginx server set 65 nginx.conf:3"],
  ],
  [
    "Apache with a virtual host beside the main server",
    {
      "httpd.conf":
        "<IfModule mpm_event_module>\n KeepAliveTimeout 5\n</IfModule>\n<VirtualHost *:80>\n ServerName a\n KeepAliveTimeout 80\n</VirtualHost>",
    },
    ["apache server set 80 httpd.conf:6"],
  ],
];
