import type { Case } from "./case.ts";

/** What runs is known better from what runs than from what was to be started. */
export const preferred: readonly Case[] = [
  [
    "a dump of nginx overrules a file of the same name",
    {
      "nginx.conf": "http { keepalive_timeout 65; }\n",
      "dump.txt":
        "# configuration file /etc/nginx/nginx.conf:\nhttp {\n  keepalive_timeout 10;\n}\n",
    },
    ["nginx server set 10 dump.txt:3"],
  ],
  [
    "and leaves another file alone",
    {
      "other.conf": "http { keepalive_timeout 65; }\n",
      "dump.txt":
        "# configuration file /etc/nginx/nginx.conf:\nhttp {\n  keepalive_timeout 10;\n}\n",
    },
    ["nginx server set 10 dump.txt:3", "nginx server set 65 other.conf:1"],
  ],
  [
    "processes overrule what was to start them",
    {
      Procfile: "web: uvicorn shop:app --timeout-keep-alive 5\n",
      "ps.txt": "COMMAND\nuvicorn shop:app --timeout-keep-alive 65\n",
    },
    ["uvicorn server set 65 ps.txt:2"],
  ],
  [
    "but not those of another service",
    {
      Procfile: "web: uvicorn shop:app --timeout-keep-alive 5\n",
      "ps.txt": "COMMAND\nuvicorn stock:app --timeout-keep-alive 65\n",
    },
    ["uvicorn server set 5 Procfile:1", "uvicorn server set 65 ps.txt:2"],
  ],
  [
    "a pod's command overrules the image's",
    {
      Dockerfile: "FROM python:3\nCMD uvicorn shop:app --timeout-keep-alive 5\n",
      "pod.yaml":
        "kind: Pod\nspec:\n  containers:\n  - image: shop\n    command: [uvicorn, 'shop:app', --timeout-keep-alive, '65']\n",
    },
    ["uvicorn server set 65 pod.yaml:5"],
  ],
  [
    "an official image of nginx brings its own configuration",
    { Dockerfile: "FROM nginx:1.27\nCOPY site /usr/share/nginx/html\n" },
    ["nginx-packaged server default 65 Dockerfile:1"],
  ],
  [
    "unless that is replaced",
    { Dockerfile: "FROM nginx:1.27\nCOPY nginx.conf /etc/nginx/nginx.conf\n" },
    ["nginx server unknown - Dockerfile:1"],
  ],
  [
    "or changed in place",
    {
      Dockerfile:
        "FROM nginx:1.27\nRUN apk add x && \\\n  sed -i 's/keepalive_timeout 65/keepalive_timeout 5/' /etc/nginx/nginx.conf\n",
    },
    ["nginx server unknown - Dockerfile:1"],
  ],
  [
    "or added to by a file that was not given",
    { Dockerfile: "FROM nginx:1.27\nCOPY shop.conf /etc/nginx/conf.d/\n" },
    ["nginx server unknown - Dockerfile:1"],
  ],
  [
    "but not by taking its example away",
    { Dockerfile: "FROM nginx:1.27\nRUN rm /etc/nginx/conf.d/default.conf\n" },
    ["nginx-packaged server default 65 Dockerfile:1"],
  ],
  [
    "OpenLiteSpeed towards a proxied server",
    {
      "httpd_config.conf":
        "tuning  {\n  maxKeepAliveReq 10000\n  keepAliveTimeout 60\n}\nextprocessor app  {\n  type proxy\n  address 127.0.0.1:3000\n  pcKeepAliveTimeout 30\n}\nextprocessor php  {\n  type lsapi\n  pcKeepAliveTimeout 9\n}\n",
    },
    ["litespeed server set 60 httpd_config.conf:3", "litespeed client set 30 httpd_config.conf:8"],
  ],
  [
    "OpenLiteSpeed that keeps no connection",
    { "httpd_config.conf": "tuning  {\n  maxKeepAliveReq 1\n  keepAliveTimeout 60\n}\n" },
    ["litespeed server closes - httpd_config.conf:2"],
  ],
  [
    "a test of the configuration starts nothing",
    { "deploy.sh": "nginx -t && nginx -s reload\nhaproxy -c -f a.cfg\ncaddy validate\n" },
    ["unknown server unknown - deploy.sh:1"],
  ],
];
