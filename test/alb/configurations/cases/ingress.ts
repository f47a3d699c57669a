import type { Case } from "./case.ts";

/** The ConfigMap and the chart of ingress-nginx, and an nginx.conf in a manifest. */
export const ingress: readonly Case[] = [
  [
    "nginx.conf in a ConfigMap",
    {
      "cm.yaml":
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  nginx.conf: |\n    events {}\n    http {\n      keepalive_timeout 80s;\n    }\n",
    },
    ["nginx server set 80 cm.yaml:9"],
  ],
  [
    "the ConfigMap of ingress-nginx",
    {
      "cm.yaml":
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ingress-nginx-controller\ndata:\n  keep-alive: "350"\n  upstream-keepalive-timeout: "55"\n',
    },
    ["ingress-nginx server set 350 cm.yaml:6", "ingress-nginx client set 55 cm.yaml:7"],
  ],
  [
    "the ConfigMap of ingress-nginx without the keys",
    {
      "cm.yaml":
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ingress-nginx-controller\ndata:\n  use-forwarded-headers: "true"\n',
    },
    ["ingress-nginx server default 75 cm.yaml:5", "ingress-nginx client default 60 cm.yaml:5"],
  ],
  [
    "the values of the chart of ingress-nginx",
    {
      "values.yaml":
        'controller:\n  config:\n    keep-alive: "0"\n    upstream-keepalive-connections: "0"\n',
    },
    ["ingress-nginx server closes - values.yaml:3", "ingress-nginx client closes - values.yaml:4"],
  ],
];
