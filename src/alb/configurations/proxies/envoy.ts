import { goDuration } from "../duration-units.ts";
import { child, entriesOf, entryAt, itemsOf, mapsOf, type Tree, textOf } from "../formats/tree.ts";
import { byDefault, type Found, neverCloses, type Source } from "../found-values.ts";
import { valueFrom } from "../read-value.ts";

/** Each HTTP connection manager and each cluster of an Envoy configuration; of Istio, what patches or limits them. */
export function readEnvoy(tree: Tree, source: Source): readonly Found[] {
  const maps = [...mapsOf(tree)];
  const managers = maps.filter(isManager).map((map) => idleOf(map, "server", source));
  const clusters = maps.flatMap((map) => itemsOf(child(map, "clusters")?.value));
  const named = maps.filter((map) => /\.Cluster$/.test(textOf(child(map, "@type")?.value) ?? ""));
  const rules = maps.filter((map) => textOf(child(map, "kind")?.value) === "DestinationRule");
  return [
    ...managers,
    ...[...clusters, ...named].map((cluster) => clusterOf(cluster, source)),
    ...rules.flatMap((rule) => ruleOf(rule, source)),
  ];
}

/** Whether a tree holds what only Envoy or Istio have. */
export function isEnvoy(tree: Tree): boolean {
  if (child(tree, "static_resources") || child(tree, "staticResources")) return true;
  if (/^(?:EnvoyFilter|DestinationRule)$/.test(textOf(child(tree, "kind")?.value) ?? ""))
    return true;
  return itemsOf(child(tree, "configs")?.value).some((item) => child(item, "@type") !== undefined);
}

const isManager = (map: Tree) =>
  /HttpConnectionManager$/.test(textOf(child(map, "@type")?.value) ?? "") ||
  (child(map, "stat_prefix") !== undefined && child(map, "http_filters") !== undefined);

function clusterOf(cluster: Tree, source: Source): Found {
  const extensions = entriesOf(
    child(cluster, "typed_extension_protocol_options")?.value ??
      child(cluster, "typedExtensionProtocolOptions")?.value,
  );
  const options = extensions.find(({ key }) => key.endsWith("HttpProtocolOptions"))?.value;
  const hasOwn = options !== undefined && optionsIn(options) !== undefined;
  return { ...idleOf(hasOwn ? options : cluster, "client", source) };
}

function ruleOf(rule: Tree, { file }: Source): readonly Found[] {
  const idle = entryAt(rule, "spec", "trafficPolicy", "connectionPool", "http", "idleTimeout");
  if (idle === undefined) return [];
  const value = valueFrom(textOf(idle.value) ?? "", goDuration, { zero: neverCloses });
  return [{ server: "envoy", side: "client", value, file, line: idle.line }];
}

/** Its own stream_idle_timeout and request_timeout are no timeouts of an idle connection. */
function idleOf(map: Tree, side: Found["side"], { file }: Source): Found {
  const options = optionsIn(map)?.value;
  const idle = child(options, "idle_timeout") ?? child(options, "idleTimeout");
  const age = child(options, "max_connection_duration") ?? child(options, "maxConnectionDuration");
  const found = {
    ...{ server: "envoy", side, file, line: idle?.line ?? map.line },
    ...(age !== undefined && side === "server" ? { unless: says.age } : {}),
  } as const;
  if (idle === undefined) return { ...found, value: byDefault };
  return {
    ...found,
    value: valueFrom(textOf(idle.value) ?? "", goDuration, { zero: neverCloses }),
  };
}

const optionsIn = (map: Tree) =>
  child(map, "common_http_protocol_options") ?? child(map, "commonHttpProtocolOptions");

const says = {
  age: "Its max_connection_duration ends connections too, and also those that are idle by then.",
};
