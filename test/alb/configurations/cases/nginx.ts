import type { Case } from "./case.ts";

const stock = `user  nginx;
worker_processes  auto;
error_log  /var/log/nginx/error.log notice;
events {
    worker_connections  1024;
}
http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    sendfile        on;
    #tcp_nopush     on;
    keepalive_timeout  65;
    #gzip  on;
    include /etc/nginx/conf.d/*.conf;
}
`;

const site = `server {
    listen 80;
    server_name app.example;
    location / {
        proxy_pass http://127.0.0.1:3000;
        proxy_read_timeout 120s;
    }
}
`;

/** nginx, alone and with includes, in a dump, in an image. */
export const nginx: readonly Case[] = [
  ["the stock nginx.conf", { "nginx.conf": stock }, ["nginx server set 65 nginx.conf:12"]],
  [
    "a whole configuration without the directive",
    { "nginx.conf": "events {}\nhttp {\n  server { listen 80; return 204; }\n}\n" },
    ["nginx server default 75 nginx.conf:3"],
  ],
  [
    "a directive that is a comment",
    { "nginx.conf": "http {\n  # keepalive_timeout 30;\n  server { listen 80; }\n}" },
    ["nginx server default 75 nginx.conf:3"],
  ],
  [
    "a value with milliseconds",
    { "nginx.conf": "http { keepalive_timeout 65000ms; server { listen 80; } }" },
    ["nginx server set 65 nginx.conf:1"],
  ],
  [
    "a value in minutes with a header value",
    { "nginx.conf": "http {\n keepalive_timeout 2m 60s;\n}" },
    ["nginx server set 120 nginx.conf:2"],
  ],
  [
    "units that follow each other",
    { "nginx.conf": "http {\n keepalive_timeout 1m30s;\n}" },
    ["nginx server set 90 nginx.conf:2"],
  ],
  [
    "zero, which closes",
    { "nginx.conf": "http { keepalive_timeout 0; }" },
    ["nginx server closes - nginx.conf:1"],
  ],
  [
    "one request for each connection",
    { "nginx.conf": "http {\n keepalive_timeout 75;\n keepalive_requests 1;\n}" },
    ["nginx server closes - nginx.conf:3"],
  ],
  [
    "a server that overrides http",
    {
      "nginx.conf":
        "http {\n keepalive_timeout 75;\n server {\n  listen 80;\n }\n server {\n  listen 81;\n  keepalive_timeout 10;\n }\n}",
    },
    ["nginx server set 10 nginx.conf:8", "nginx server set 75 nginx.conf:2"],
  ],
  [
    "a location that overrides its server",
    {
      "nginx.conf":
        "http {\n server {\n  keepalive_timeout 70s;\n  location /ws { keepalive_timeout 5s; }\n  location / { return 200; }\n }\n}",
    },
    ["nginx server set 5 nginx.conf:4", "nginx server set 70 nginx.conf:3"],
  ],
  [
    "a location in a location",
    {
      "nginx.conf":
        "http { server {\n location /a {\n  location /a/b {\n   keepalive_timeout 20;\n  }\n }\n} }",
    },
    ["nginx server set 20 nginx.conf:4", "nginx server default 75 nginx.conf:1"],
  ],
  [
    "an upstream with a timeout of its own beside the clients'",
    {
      "nginx.conf":
        'http {\n keepalive_timeout 75;\n upstream app {\n  server 10.0.0.1:8080;\n  keepalive 32;\n  keepalive_timeout 30s;\n }\n server {\n  location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; }\n }\n}',
    },
    ["nginx server set 75 nginx.conf:2", "nginx client set 30 nginx.conf:6"],
  ],
  [
    "an upstream that keeps for the default",
    {
      "nginx.conf":
        "http {\n upstream app { server a:80; keepalive 16; }\n server { keepalive_timeout 70; }\n}",
    },
    ["nginx server set 70 nginx.conf:3", "nginx client default 60 nginx.conf:2"],
  ],
  [
    "an upstream without keepalive of a version that does not keep",
    {
      Dockerfile: "FROM nginx:1.25-alpine\nCOPY nginx.conf /etc/nginx/nginx.conf\n",
      "nginx.conf": "http {\n keepalive_timeout 70;\n upstream app { server a:80; }\n}",
    },
    ["nginx server set 70 nginx.conf:2", "nginx client closes - nginx.conf:3"],
  ],
  [
    "an upstream without keepalive of an unknown version",
    { "nginx.conf": "http {\n keepalive_timeout 70;\n upstream app { server a:80; }\n}" },
    ["nginx server set 70 nginx.conf:2", "nginx client unknown - nginx.conf:3"],
  ],
  [
    "an upstream without keepalive of a version that keeps",
    {
      Dockerfile: "FROM nginx:1.29.8\nCOPY nginx.conf /etc/nginx/nginx.conf\n",
      "nginx.conf": "http {\n keepalive_timeout 70;\n upstream app { server a:80; }\n}",
    },
    ["nginx server set 70 nginx.conf:2", "nginx client default 60 nginx.conf:3"],
  ],
  [
    "an upstream of FastCGI, which is no HTTP",
    {
      "nginx.conf":
        "http {\n keepalive_timeout 70;\n upstream php { server unix:/run/php.sock; keepalive 4; }\n server { location ~ .php$ { fastcgi_pass php; } }\n}",
    },
    ["nginx server set 70 nginx.conf:2"],
  ],
  [
    "a site alone, whose http block is elsewhere",
    { "conf.d/app.conf": site },
    ["nginx server unknown - conf.d/app.conf:1"],
  ],
  [
    "a site alone that sets it",
    { "app.conf": "server {\n listen 80;\n keepalive_timeout 120;\n}" },
    ["nginx server set 120 app.conf:3"],
  ],
  [
    "a site with the nginx.conf that includes it",
    { "nginx.conf": stock, "conf.d/app.conf": site },
    ["nginx server set 65 nginx.conf:12"],
  ],
  [
    "a site that overrides the nginx.conf that includes it",
    { "nginx.conf": stock, "conf.d/app.conf": "server {\n keepalive_timeout 15s;\n}" },
    ["nginx server set 15 conf.d/app.conf:2"],
  ],
  [
    "a file of conf.d that sets it for all",
    {
      "nginx.conf": "http {\n include conf.d/*.conf;\n server { listen 80; }\n}",
      "conf.d/timeouts.conf": "keepalive_timeout 90s;\n",
    },
    ["nginx server set 90 conf.d/timeouts.conf:1"],
  ],
  [
    "no directive, and an include that was not given",
    { "nginx.conf": "http {\n include /etc/nginx/conf.d/*.conf;\n}" },
    ["nginx server unknown - nginx.conf:1"],
  ],
  [
    "a variable",
    { "nginx.conf.template": "http {\n keepalive_timeout ${KEEPALIVE_TIMEOUT};\n}" },
    ["nginx server unknown - nginx.conf.template:2"],
  ],
  [
    "a template of Jinja",
    { "nginx.conf.j2": "http {\n keepalive_timeout {{ nginx_keepalive | default(65) }};\n}" },
    ["nginx server unknown - nginx.conf.j2:2"],
  ],
  [
    "a template with a condition around the directive",
    { "nginx.conf.j2": "http {\n{% if slow %}\n keepalive_timeout 5;\n{% endif %}\n}" },
    ["nginx server unknown - nginx.conf.j2:3"],
  ],
  [
    "the output of nginx -T",
    {
      "-": "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n# configuration file /etc/nginx/nginx.conf:\nhttp {\n    include /etc/nginx/conf.d/*.conf;\n    keepalive_timeout 65;\n}\n\n# configuration file /etc/nginx/conf.d/default.conf:\nserver {\n    listen 80;\n    keepalive_timeout 20s;\n}\n",
    },
    ["nginx server set 20 -:11"],
  ],
  [
    "a site in the official image",
    {
      Dockerfile: "FROM nginx:1.27\nCOPY default.conf /etc/nginx/conf.d/default.conf\n",
      "default.conf": site,
    },
    ["nginx-packaged server default 65 default.conf:1"],
  ],
  [
    "an image whose nginx.conf is replaced by one that was not given",
    { Dockerfile: "FROM nginx:1.27\nCOPY my.conf /etc/nginx/nginx.conf\n", "default.conf": site },
    ["nginx server unknown - default.conf:1"],
  ],
  [
    "quotes and braces in values",
    {
      "nginx.conf":
        'http {\n log_format main \'{"a":"$request"; }\';\n map $http_upgrade $connection { default upgrade; \'\' close; }\n keepalive_timeout "61s";\n}',
    },
    ["nginx server set 61 nginx.conf:4"],
  ],
  [
    "mail and stream blocks, which are not HTTP",
    {
      "nginx.conf":
        "stream { server { listen 1; proxy_timeout 3s; } }\nhttp { keepalive_timeout 66; }",
    },
    ["nginx server set 66 nginx.conf:2"],
  ],
];
