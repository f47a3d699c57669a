import { caddyDuration } from "../duration-units.ts";
import { at, mapsOf, type Tree, textOf, under } from "../formats/tree.ts";
import { byDefault, type Found, noReuse, type Source, type Value } from "../found-values.ts";
import { ofSeconds, valueFrom } from "../read-value.ts";

/** Caddy's JSON configuration: each HTTP server and each reverse_proxy in it. */
export function readCaddyJson(tree: Tree, { file }: Source): readonly Found[] {
  const servers = at(tree, "apps", "http", "servers")?.value;
  if (servers?.kind !== "map") return [];
  const closing = servers.entries.map(({ value, line }) => {
    const idle = under(value, "idle_timeout");
    return found("server", idle?.value, idle?.line ?? line, file);
  });
  const proxies = [...mapsOf(servers)].filter(
    (map) => textOf(under(map, "handler")?.value) === "reverse_proxy",
  );
  return [...closing, ...proxies.map((proxy) => keeping(proxy, file))];
}

function keeping(proxy: Tree, file: string): Found {
  const alive = at(proxy, "transport", "keep_alive")?.value;
  const enabled = under(alive, "enabled");
  if (textOf(enabled?.value) === "false") {
    return { ...found("client", undefined, enabled?.line ?? proxy.line, file), value: noReuse };
  }
  const idle = under(alive, "idle_timeout") ?? under(alive, "idle_conn_timeout");
  return found("client", idle?.value, idle?.line ?? proxy.line, file);
}

function found(side: Found["side"], idle: Tree | undefined, line: number, file: string): Found {
  const text = textOf(idle);
  return { server: "caddy", side, value: idleOf(text), file, line };
}

/** A bare number is nanoseconds, as in all of Go's JSON. */
function idleOf(text: string | undefined): Value {
  if (text === undefined) return byDefault;
  if (/^\d{1,18}$/.test(text)) return ofSeconds(Number(text) / 1e9, { zero: byDefault });
  return valueFrom(text, caddyDuration, { zero: byDefault });
}
