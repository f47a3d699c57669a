import type { Case } from "./case.ts";

/** Caddy, Traefik, Envoy. */
export const routers: readonly Case[] = [
  [
    "a Caddyfile without options",
    { Caddyfile: "app.example {\n\treverse_proxy localhost:3000\n}\n" },
    ["caddy server default 300 Caddyfile:1", "caddy client default 120 Caddyfile:2"],
  ],
  [
    "a Caddyfile with both timeouts",
    {
      Caddyfile:
        "{\n\tservers {\n\t\ttimeouts {\n\t\t\tread_body 10s\n\t\t\tidle 2m\n\t\t}\n\t}\n}\n\n:80 {\n\treverse_proxy app:8080 {\n\t\ttransport http {\n\t\t\tkeepalive 30s\n\t\t}\n\t}\n}\n",
    },
    ["caddy server set 120 Caddyfile:5", "caddy client set 30 Caddyfile:13"],
  ],
  [
    "a Caddyfile whose lines were joined",
    {
      Caddyfile:
        "{ servers { timeouts { idle 2m } } }\n:80 { reverse_proxy app:3000 { transport http { keepalive 30s } } }\n",
    },
    ["caddy server set 120 Caddyfile:1", "caddy client set 30 Caddyfile:2"],
  ],
  [
    "a Caddyfile that does not keep connections to the app",
    {
      Caddyfile:
        ":80 {\n\treverse_proxy app:8080 {\n\t\ttransport http {\n\t\t\tkeepalive off\n\t\t}\n\t}\n}\n",
    },
    ["caddy server default 300 Caddyfile:1", "caddy client closes - Caddyfile:4"],
  ],
  [
    "a Caddyfile with a variable",
    {
      Caddyfile:
        "{\n\tservers {\n\t\ttimeouts {\n\t\t\tidle {$IDLE:2m}\n\t\t}\n\t}\n}\n:80 {\n\trespond ok\n}\n",
    },
    ["caddy server unknown - Caddyfile:4"],
  ],
  [
    "FrankenPHP",
    { Caddyfile: "{\n\tfrankenphp\n}\n:80 {\n\tphp_server\n}\n" },
    ["frankenphp server default 300 Caddyfile:1"],
  ],
  [
    "Caddy's JSON",
    {
      "caddy.json":
        '{\n\t"apps": {"http": {"servers": {\n\t\t"srv0": {\n\t\t\t"listen": [":80"],\n\t\t\t"idle_timeout": "90s",\n\t\t\t"routes": [{"handle": [{"handler": "reverse_proxy", "transport": {"protocol": "http", "keep_alive": {"idle_timeout": 45000000000}}}]}]\n\t\t}\n\t}}}\n}\n',
    },
    ["caddy server set 90 caddy.json:5", "caddy client set 45 caddy.json:6"],
  ],
  [
    "Traefik's static YAML",
    {
      "traefik.yml":
        "entryPoints:\n  web:\n    address: ':80'\n    transport:\n      respondingTimeouts:\n        idleTimeout: 90s\nserversTransport:\n  forwardingTimeouts:\n    idleConnTimeout: 30s\n",
    },
    ["traefik server set 90 traefik.yml:6", "traefik client set 30 traefik.yml:9"],
  ],
  [
    "Traefik's entry points that differ",
    {
      "traefik.yml":
        "entryPoints:\n  web:\n    address: ':80'\n  websecure:\n    address: ':443'\n    transport:\n      respondingTimeouts:\n        idleTimeout: 42\n",
    },
    [
      "traefik server set 42 traefik.yml:8",
      "traefik server default 180 traefik.yml:2",
      "traefik client default 90 traefik.yml:1",
    ],
  ],
  [
    "Traefik's static TOML",
    {
      "traefik.toml":
        '[entryPoints]\n  [entryPoints.web]\n    address = ":80"\n    [entryPoints.web.transport.respondingTimeouts]\n      idleTimeout = "75s"\n',
    },
    ["traefik server set 75 traefik.toml:5", "traefik client default 90 traefik.toml:1"],
  ],
  [
    "Traefik's options in a manifest",
    {
      "deploy.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: traefik\n          image: traefik:v3.1\n          args:\n            - --entryPoints.web.address=:8000\n            - --entryPoints.web.transport.respondingTimeouts.idleTimeout=620s\n",
    },
    ["traefik server set 620 deploy.yaml:11", "traefik client default 90 deploy.yaml:10"],
  ],
  [
    "Traefik's dynamic configuration",
    {
      "dynamic.yml":
        "http:\n  routers:\n    app:\n      rule: Host(`a.example`)\n      service: app\n",
    },
    ["traefik server unknown - dynamic.yml:1"],
  ],
  [
    "Envoy with both timeouts and traps",
    {
      "envoy.yaml": `static_resources:
  listeners:
    - name: web
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                stream_idle_timeout: 5s
                common_http_protocol_options:
                  idle_timeout: 900s
  clusters:
    - name: app
      connect_timeout: 1s
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          common_http_protocol_options:
            idle_timeout: 55s
`,
    },
    ["envoy server set 900 envoy.yaml:12", "envoy client set 55 envoy.yaml:20"],
  ],
  [
    "Envoy by default, in camel case",
    {
      "envoy.json":
        '{"staticResources": {"listeners": [{"filterChains": [{"filters": [{"typedConfig": {"@type": "type.googleapis.com/x.HttpConnectionManager", "streamIdleTimeout": "3s"}}]}]}], "clusters": [{"name": "a"}]}}',
    },
    ["envoy server default 3600 envoy.json:1", "envoy client default 3600 envoy.json:1"],
  ],
  [
    "Envoy that never closes",
    {
      "envoy.yaml":
        "static_resources:\n  listeners:\n  - filter_chains:\n    - filters:\n      - typed_config:\n          '@type': a/HttpConnectionManager\n          common_http_protocol_options: { idle_timeout: 0s }\n",
    },
    ["envoy server never - envoy.yaml:7"],
  ],
  [
    "a DestinationRule of Istio",
    {
      "rule.yaml":
        "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nspec:\n  host: app\n  trafficPolicy:\n    connectionPool:\n      http:\n        idleTimeout: 50s\n",
    },
    ["envoy client set 50 rule.yaml:8"],
  ],
];
