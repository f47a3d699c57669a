import { nginxTime, wholeSeconds } from "../duration-units.ts";
import { entriesOf, type Tree, textOf } from "../formats/tree.ts";
import { byDefault, type Found, noReuse } from "../found-values.ts";
import { valueFrom } from "../read-value.ts";

/** The keys of the ConfigMap of ingress-nginx, or of `controller.config` of its chart. */
export function readIngressNginx(data: Tree, file: string, line: number): readonly Found[] {
  const find = (key: string) => entriesOf(data).findLast((entry) => entry.key === key);
  // The controller of F5 has another name for it.
  const alive = find("keep-alive") ?? find("keepalive-timeout");
  const kept = find("upstream-keepalive-timeout");
  const connections = find("upstream-keepalive-connections");
  const isOff = textOf(connections?.value) === "0";
  const base = { server: "ingress-nginx", file } as const;
  const closing = { ...base, side: "server", line: alive?.line ?? line } as const;
  const keeping = { ...base, side: "client", line: kept?.line ?? line } as const;
  return [
    alive === undefined
      ? { ...closing, value: byDefault }
      : { ...closing, value: valueFrom(textOf(alive.value) ?? "", nginxTime, { zero: noReuse }) },
    isOff
      ? { ...keeping, value: noReuse, line: connections?.line ?? line }
      : kept === undefined
        ? { ...keeping, value: byDefault }
        : { ...keeping, value: valueFrom(textOf(kept.value) ?? "", wholeSeconds) },
  ];
}

/** A key that only ingress-nginx has; or the name of its ConfigMap, where that holds settings and no files. */
export const isIngressNginx = (data: Tree, name: string): boolean => {
  const keys = entriesOf(data).map(({ key }) => key);
  const isNamed =
    /(?:^|-)(?:ingress-nginx|nginx-ingress|nginx-configuration|nginx-load-balancer-conf)(?:-controller)?$/.test(
      name.slice(-200),
    );
  return (
    keys.some((key) => ingressKeys.has(key)) ||
    (isNamed && keys.every((key) => /^[a-z][a-z\d-]{1,100}$/.test(key)))
  );
};

/** Of its documentation; what the ingress controllers of HAProxy and of F5 call the same is left out. */
const ingressKeys = new Set(
  "keep-alive keepalive-timeout keep-alive-requests upstream-keepalive-timeout upstream-keepalive-connections upstream-keepalive-requests upstream-keepalive-time use-forwarded-headers worker-shutdown-timeout allow-snippet-annotations annotations-risk-level compute-full-forwarded-for enable-real-ip http-snippet location-snippet main-snippet log-format-upstream log-format-escape-json max-worker-connections enable-brotli enable-modsecurity enable-underscores-in-headers large-client-header-buffers client-header-buffer-size client-body-buffer-size generate-request-id use-gzip use-geoip2 use-http2 proxy-real-ip-cidr custom-http-errors limit-req-status-code".split(
    " ",
  ),
);
