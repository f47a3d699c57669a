import type { Case } from "./case.ts";

const haproxy = `global
    log /dev/log local0
    maxconn 4096

defaults
    log     global
    mode    http
    timeout connect 5000
    timeout client  50000
    timeout server  50000

frontend web
    bind *:80
    default_backend app

backend app
    server a 10.0.0.1:8080 check
`;

/** Apache httpd, HAProxy, lighttpd, Varnish. */
export const proxies: readonly Case[] = [
  [
    "Apache's main configuration",
    {
      "httpd.conf":
        'ServerRoot "/etc/httpd"\nListen 80\nKeepAlive On\nMaxKeepAliveRequests 100\nKeepAliveTimeout 65\n',
    },
    ["apache server set 65 httpd.conf:5"],
  ],
  [
    "Apache's default, with everything given",
    { "httpd.conf": 'ServerRoot "/etc/httpd"\nListen 80\n' },
    ["apache server default 5 httpd.conf:1"],
  ],
  [
    "Apache with an include that was not given",
    {
      "apache2.conf":
        'ServerRoot "/etc/apache2"\nIncludeOptional sites-enabled/*.conf\nListen 80\n',
    },
    ["apache server unknown - apache2.conf:1"],
  ],
  [
    "Apache in milliseconds",
    { "apache2.conf": "Listen 80\nKeepAliveTimeout 75000ms\n" },
    ["apache server set 75 apache2.conf:2"],
  ],
  [
    "Apache that does not keep",
    { "httpd.conf": "Listen 80\nKeepAlive Off\nKeepAliveTimeout 65\n" },
    ["apache server closes - httpd.conf:2"],
  ],
  [
    "virtual hosts that differ",
    {
      "httpd.conf":
        "Listen 80\nListen 8080\nKeepAliveTimeout 75\n<VirtualHost *:80>\n  ServerName a.example\n</VirtualHost>\n<VirtualHost *:8080>\n  KeepAliveTimeout 5\n</VirtualHost>\n",
    },
    ["apache server set 5 httpd.conf:8", "apache server set 75 httpd.conf:3"],
  ],
  [
    "a name-based host, which takes the value of the first on its address",
    {
      "httpd.conf":
        "Listen 80\n<VirtualHost *:80>\n  KeepAliveTimeout 10\n</VirtualHost>\n<VirtualHost *:80>\n  ServerName b.example\n</VirtualHost>\n",
    },
    ["apache server set 10 httpd.conf:3"],
  ],
  [
    "a host that does not keep beside one that does",
    {
      "httpd.conf":
        "Listen 80\nKeepAliveTimeout 70\n<VirtualHost 10.0.0.1:80>\n  KeepAlive Off\n</VirtualHost>\n<VirtualHost 10.0.0.2:80>\n</VirtualHost>\n",
    },
    ["apache server set 70 httpd.conf:2", "apache server closes - httpd.conf:4"],
  ],
  [
    "a site of Apache alone",
    {
      "000-default.conf":
        "<VirtualHost *:80>\n  DocumentRoot /var/www/html\n  ErrorLog ${APACHE_LOG_DIR}/error.log\n</VirtualHost>\n",
    },
    ["apache server unknown - 000-default.conf:1"],
  ],
  [
    "a module's condition",
    {
      "httpd.conf": "Listen 80\n<IfModule mpm_prefork_module>\n  KeepAliveTimeout 2\n</IfModule>\n",
    },
    ["apache server unknown - httpd.conf:3"],
  ],
  [
    "a variable of Apache",
    { "httpd.conf": "Listen 80\nKeepAliveTimeout ${KEEP_ALIVE}\n" },
    ["apache server unknown - httpd.conf:2"],
  ],
  [
    "mod_proxy with and without ttl",
    {
      "httpd.conf":
        "Listen 80\nKeepAliveTimeout 65\nProxyPass /api http://app:8080/ ttl=30 keepalive=On\nProxyPass /old http://old:8080/\nProxyPass /php fcgi://127.0.0.1:9000/\n",
    },
    [
      "apache server set 65 httpd.conf:2",
      "apache client never - httpd.conf:4",
      "apache client set 30 httpd.conf:3",
    ],
  ],
  [
    "mod_proxy that does not reuse",
    {
      "httpd.conf":
        "Listen 80\nKeepAliveTimeout 65\nProxyPass / http://app:8080/ disablereuse=On\n",
    },
    ["apache server set 65 httpd.conf:2", "apache client closes - httpd.conf:3"],
  ],
  [
    "HAProxy by timeout client",
    { "haproxy.cfg": haproxy },
    ["haproxy server set 50 haproxy.cfg:9", "haproxy client unknown - haproxy.cfg:16"],
  ],
  [
    "HAProxy by timeout http-request",
    { "haproxy.cfg": haproxy.replace("timeout connect 5000", "timeout http-request 10s") },
    ["haproxy server set 10 haproxy.cfg:8", "haproxy client unknown - haproxy.cfg:16"],
  ],
  [
    "HAProxy by the timeout client of the frontend, which is shorter than the http-keep-alive of the defaults",
    {
      "haproxy.cfg":
        "defaults\n  mode http\n  timeout http-keep-alive 70s\nfrontend web\n  bind :80\n  timeout client 20s\n",
    },
    ["haproxy server set 20 haproxy.cfg:6"],
  ],
  [
    "HAProxy with frontends that differ",
    {
      "haproxy.cfg":
        "defaults\n  mode http\n  timeout client 1m\nfrontend a\n  bind :80\nfrontend b\n  bind :81\n  timeout http-keep-alive 2s\n",
    },
    ["haproxy server set 2 haproxy.cfg:8", "haproxy server set 60 haproxy.cfg:3"],
  ],
  [
    "HAProxy with named defaults",
    {
      "haproxy.cfg":
        "defaults slow\n  mode http\n  timeout client 90s\ndefaults quick\n  mode http\n  timeout client 3s\nfrontend web from slow\n  bind :80\n",
    },
    ["haproxy server set 90 haproxy.cfg:3"],
  ],
  [
    "HAProxy that closes",
    {
      "haproxy.cfg":
        "defaults\n  mode http\n  option httpclose\n  timeout client 50s\nfrontend web\n  bind :80\n",
    },
    ["haproxy server closes - haproxy.cfg:3"],
  ],
  [
    "HAProxy where a frontend takes the closing back",
    {
      "haproxy.cfg":
        "defaults\n  mode http\n  option httpclose\n  timeout client 50s\nfrontend web\n  bind :80\n  no option httpclose\n",
    },
    ["haproxy server set 50 haproxy.cfg:4"],
  ],
  [
    "HAProxy that closes towards its servers",
    {
      "haproxy.cfg":
        "defaults\n  mode http\n  option http-server-close\n  timeout client 65s\nlisten web\n  bind :80\n  server a 10.0.0.1:80\n",
    },
    ["haproxy server set 65 haproxy.cfg:4", "haproxy client closes - haproxy.cfg:3"],
  ],
  [
    "HAProxy with a frontend of TCP",
    {
      "haproxy.cfg":
        "defaults\n  mode http\n  timeout client 65s\nfrontend tcp\n  mode tcp\n  bind :25\n  timeout client 5s\nfrontend web\n  bind :80\n",
    },
    ["haproxy server set 65 haproxy.cfg:3"],
  ],
  [
    "HAProxy with a variable",
    {
      "haproxy.cfg":
        'defaults\n  mode http\n  timeout client "${CLIENT_TIMEOUT}"\nfrontend web\n  bind :80\n',
    },
    ["haproxy server unknown - haproxy.cfg:3"],
  ],
  [
    "lighttpd",
    {
      "lighttpd.conf":
        "server.port = 80\n# server.max-keep-alive-idle = 1\nserver.max-keep-alive-idle = 65 # seconds\n",
    },
    ["lighttpd server set 65 lighttpd.conf:3"],
  ],
  [
    "lighttpd with a condition",
    {
      "lighttpd.conf":
        'server.port = 80\n$HTTP["host"] == "a.example" {\n  server.max-keep-alive-idle = 4\n}\n',
    },
    ["lighttpd server set 4 lighttpd.conf:3", "lighttpd server default 5 lighttpd.conf:1"],
  ],
  [
    "lighttpd that does not keep",
    { "lighttpd.conf": "server.port = 80\nserver.max-keep-alive-requests = 0\n" },
    ["lighttpd server closes - lighttpd.conf:2"],
  ],
  [
    "lighttpd with an include that was not given",
    { "lighttpd.conf": 'server.port = 80\ninclude "conf.d/*.conf"\n' },
    ["lighttpd server unknown - lighttpd.conf:1"],
  ],
  [
    "Varnish",
    {
      "varnish.service":
        "[Service]\nExecStart=/usr/sbin/varnishd -a :80 -p timeout_idle=75 -p backend_idle_timeout=45\n",
    },
    ["varnish server set 75 varnish.service:2", "varnish client set 45 varnish.service:2"],
  ],
];
