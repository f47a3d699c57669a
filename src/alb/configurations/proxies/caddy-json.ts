import { caddyDuration } from "../duration-units.ts";
import { child, entryAt, mapsOf, type Tree, textOf } from "../formats/tree.ts";
import { byDefault, type Found, noReuse, type Source, type Value } from "../found-values.ts";
import { secondsValue, valueFrom } from "../read-value.ts";

/** Caddy's JSON configuration: each HTTP server and each reverse_proxy in it. */
export function readCaddyJson(tree: Tree, { file }: Source): readonly Found[] {
  const servers = entryAt(tree, "apps", "http", "servers")?.value;
  if (servers?.kind !== "map") return [];
  const closing = servers.entries.map(({ value, line }) => {
    const idle = child(value, "idle_timeout");
    return found("server", idle?.value, idle?.line ?? line, file);
  });
  const proxies = [...mapsOf(servers)].filter(
    (map) => textOf(child(map, "handler")?.value) === "reverse_proxy",
  );
  return [...closing, ...proxies.map((proxy) => keeping(proxy, file))];
}

function keeping(proxy: Tree, file: string): Found {
  const alive = entryAt(proxy, "transport", "keep_alive")?.value;
  const enabled = child(alive, "enabled");
  if (textOf(enabled?.value) === "false") {
    return { ...found("client", undefined, enabled?.line ?? proxy.line, file), value: noReuse };
  }
  const idle = child(alive, "idle_timeout") ?? child(alive, "idle_conn_timeout");
  return found("client", idle?.value, idle?.line ?? proxy.line, file);
}

function found(side: Found["side"], idle: Tree | undefined, line: number, file: string): Found {
  const text = textOf(idle);
  return { server: "caddy", side, value: idleOf(text), file, line };
}

/** A bare number is nanoseconds, as in all of Go's JSON. */
function idleOf(text: string | undefined): Value {
  if (text === undefined) return byDefault;
  if (/^\d{1,18}$/.test(text)) return secondsValue(Number(text) / 1e9, { zero: byDefault });
  return valueFrom(text, caddyDuration, { zero: byDefault });
}
