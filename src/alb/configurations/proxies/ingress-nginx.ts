import { nginxTime, wholeSeconds } from "../duration-units.ts";
import { entriesOf, type Tree, textOf } from "../formats/tree.ts";
import { byDefault, closes, type Found } from "../found-values.ts";
import { valueFrom } from "../read-value.ts";

/** The keys of the ConfigMap of ingress-nginx, or of `controller.config` of its chart. */
export function readIngressNginx(data: Tree, file: string, line: number): readonly Found[] {
  const find = (key: string) => entriesOf(data).findLast((entry) => entry.key === key);
  const alive = find("keep-alive");
  const kept = find("upstream-keepalive-timeout");
  const connections = find("upstream-keepalive-connections");
  const isOff = textOf(connections?.value) === "0";
  const closing = {
    server: "ingress-nginx",
    side: "server",
    file,
    line: alive?.line ?? line,
  } as const;
  const keeping = {
    server: "ingress-nginx",
    side: "client",
    file,
    line: kept?.line ?? line,
  } as const;
  return [
    alive === undefined
      ? { ...closing, value: byDefault }
      : { ...closing, value: valueFrom(textOf(alive.value) ?? "", nginxTime, { zero: closes }) },
    isOff
      ? { ...keeping, value: closes, line: connections?.line ?? line }
      : kept === undefined
        ? { ...keeping, value: byDefault }
        : { ...keeping, value: valueFrom(textOf(kept.value) ?? "", wholeSeconds) },
  ];
}

/** Keys that only this ConfigMap has. */
export const isIngressNginx = (data: Tree, name: string): boolean =>
  /ingress-nginx|nginx-ingress|nginx-configuration|nginx-load-balancer-conf/.test(name) ||
  entriesOf(data).some(({ key }) => ingressKeys.has(key));

const ingressKeys = new Set(
  "keep-alive keep-alive-requests upstream-keepalive-timeout upstream-keepalive-connections upstream-keepalive-requests upstream-keepalive-time use-forwarded-headers worker-shutdown-timeout".split(
    " ",
  ),
);
