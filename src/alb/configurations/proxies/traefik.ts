import { traefikDuration } from "../duration-units.ts";
import {
  child,
  entriesOf,
  entryAt,
  itemsOf,
  type Tree,
  type TreeEntry,
  textOf,
} from "../formats/tree.ts";
import {
  byDefault,
  candidate,
  type Found,
  neverCloses,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";

/** One option of Traefik's static configuration: its path in lower case, "entrypoints.web.address". */
export interface TraefikOption {
  readonly path: string;
  readonly text: string;
  readonly line: number;
}

/** Traefik's static configuration from YAML or TOML. */
export function readTraefik(tree: Tree, { file }: Source): readonly Found[] {
  const points = entriesOf(child(tree, "entryPoints")?.value);
  const closing = points.map(({ value, line }) => {
    const transport = child(value, "transport")?.value;
    const idle =
      written(entryAt(transport, "respondingTimeouts", "idleTimeout")) ??
      written(entryAt(tree, "respondingTimeouts", "idleTimeout"));
    return closingOf(textOf(idle?.value), file, idle?.line ?? line);
  });
  const keeps = entryAt(tree, "serversTransport", "forwardingTimeouts", "idleConnTimeout");
  return [
    ...closing,
    keepingOf(textOf(keeps?.value), file, keeps?.line ?? tree.line),
    ...transportsOf(tree, file),
  ];
}

/** A key with nothing behind it sets nothing. */
const written = (entry: TreeEntry | undefined) =>
  textOf(entry?.value)?.trim() === "" ? undefined : entry;

/** The same from flags or from variables of the environment, whose names are paths. */
export function readTraefikOptions(
  options: readonly TraefikOption[],
  file: string,
  line: number,
): readonly Found[] {
  const names = new Set(options.map(({ path }) => /^entrypoints\.([^.]+)\./.exec(path)?.[1] ?? ""));
  names.delete("");
  const find = (path: string) => options.findLast((option) => option.path === path);
  const keeps = find("serverstransport.forwardingtimeouts.idleconntimeout");
  const closing = [...names].slice(0, mostEntryPoints).map((name) => {
    const idle = find(`entrypoints.${name}.transport.respondingtimeouts.idletimeout`);
    return closingOf(idle?.text, file, idle?.line ?? line);
  });
  const closes = closing.length > 0 ? closing : [closingOf(undefined, file, line)];
  return [...closes, keepingOf(keeps?.text, file, keeps?.line ?? line)];
}

/** Whether a tree is Traefik's static configuration, or a dynamic one, which sets no timeout of a server. */
export function traefikKind(tree: Tree): "static" | "chart" | "dynamic" | undefined {
  const points = entriesOf(child(tree, "entryPoints")?.value);
  // Bundlers write lists of this name, too.
  if (points.some(({ value }) => ofPoint.some((key) => child(value, key)))) return "static";
  if (isChart(tree)) return "chart";
  const http = child(tree, "http")?.value;
  const isDynamic = ["routers", "serversTransports", "middlewares"].some((key) => child(http, key));
  return isDynamic ? "dynamic" : undefined;
}

const ofPoint = ["address", "transport", "http", "forwardedHeaders", "proxyProtocol"];

/** The values of Traefik's chart: ports with what each exposes. */
function isChart(tree: Tree): boolean {
  const ports = entriesOf(child(tree, "ports")?.value);
  const isPort = ports.some(
    ({ key, value }) => /^(?:web|websecure|traefik)$/.test(key) && value.kind === "map",
  );
  return (
    isPort ||
    itemsOf(child(tree, "additionalArguments")?.value).some((item) =>
      /^--entry[pP]oints\./.test(textOf(item) ?? ""),
    )
  );
}

/** The chart's ports and the arguments beside them. */
export function readTraefikChart(tree: Tree, { file }: Source): readonly Found[] {
  const ports = entriesOf(child(tree, "ports")?.value).flatMap(
    ({ key, value }): readonly TraefikOption[] => {
      const idle = entryAt(value, "transport", "respondingTimeouts", "idleTimeout");
      const path = `entrypoints.${key.toLowerCase()}.transport.respondingtimeouts.idletimeout`;
      return [
        { path: `entrypoints.${key.toLowerCase()}.address`, text: "", line: value.line },
        ...(idle === undefined ? [] : [{ path, text: textOf(idle.value) ?? "$", line: idle.line }]),
      ];
    },
  );
  const given = itemsOf(child(tree, "additionalArguments")?.value).flatMap(
    (item): readonly TraefikOption[] => {
      const [path = "", text = ""] = (textOf(item) ?? "").split(/=(.*)/s);
      return [{ path: path.replace(/^--/, "").toLowerCase(), text, line: item.line }];
    },
  );
  return readTraefikOptions(
    [...ports, ...given].filter(({ path }) => !/^entrypoints\.(?:traefik|metrics)\./.test(path)),
    file,
    tree.line,
  );
}

/** What a dynamic configuration sets: the transports to servers, and nothing towards clients. */
export function readTraefikDynamic(tree: Tree, { file }: Source): readonly Found[] {
  const value = unclear(
    says.dynamic,
    candidate("The default of Traefik.", { kind: "set", seconds: 180 }),
  );
  const server: Found = {
    server: "traefik",
    side: "server",
    value,
    file,
    line: tree.line,
    weak: true,
  };
  return [server, ...transportsOf(tree, file)];
}

function transportsOf(tree: Tree, file: string): readonly Found[] {
  return entriesOf(entryAt(tree, "http", "serversTransports")?.value).flatMap(({ value }) => {
    const idle = entryAt(value, "forwardingTimeouts", "idleConnTimeout");
    return idle === undefined ? [] : [keepingOf(textOf(idle.value), file, idle.line)];
  });
}

function closingOf(text: string | undefined, file: string, line: number): Found {
  const found = { server: "traefik", side: "server", file, line } as const;
  if (text === undefined) return { ...found, value: byDefault, weak: true };
  return { ...found, value: valueFrom(text, traefikDuration, { zero }) };
}

function keepingOf(text: string | undefined, file: string, line: number): Found {
  const found = { server: "traefik", side: "client", file, line } as const;
  if (text === undefined) return { ...found, value: byDefault, weak: true };
  return { ...found, value: valueFrom(text, traefikDuration, { zero: neverCloses }) };
}

const says = {
  dynamic:
    "This is Traefik's dynamic configuration; the timeout towards clients stands in the static one.",
  zero: "With 0 the timeout for reading a request applies, which is 60 s from Traefik 2.11.2 on and none before.",
};

const zero: Value = unclear(
  says.zero,
  candidate("From Traefik 2.11.2 on, unless readTimeout is set.", { kind: "set", seconds: 60 }),
  candidate("Before Traefik 2.11.2.", neverCloses),
);

const mostEntryPoints = 100;
