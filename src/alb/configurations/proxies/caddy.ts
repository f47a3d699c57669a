import { caddyDuration } from "../duration-units.ts";
import {
  byDefault,
  candidate,
  type Found,
  noReuse,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import { type CaddyLine, parseCaddyfile } from "./caddy-blocks.ts";

/** When Caddy closes idle connections, by listener, and how long its reverse_proxy keeps its own, from Caddyfiles. */
export function readCaddyfile(sources: readonly Source[]): readonly Found[] {
  return sources.flatMap((source) => {
    const lines = parseCaddyfile(source);
    const [first] = lines;
    if (first === undefined) return [];
    const all = everyLine(lines);
    const server = all.some(isFranken) ? "frankenphp" : "caddy";
    const options = lines.find(({ words }) => words.length === 0);
    const servers = named(options, "servers");
    const hasUnseen = all.some(
      ({ words }) => words[0] === "import" && !isSnippet(words[1] ?? "", lines),
    );
    // The options may stand in what is imported first.
    const isPart = [...named(options, "import"), ...(options === undefined ? [first] : [])].some(
      ({ words }) => words[0] === "import" && !isSnippet(words[1] ?? "", lines),
    );
    const without = isPart ? unclear(says.include, fiveMinutes) : byDefault;
    const idles = servers.map((one) => ({
      ...closing(one, server, without),
      ...(isPart ? { unless: says.include } : {}),
    }));
    const rest = isCovered(servers, lines) ? [] : [inherited(first, server, without)];
    const keeps = all
      .filter(({ words }) => words[0] === "reverse_proxy")
      .map((proxy) => keeping(proxy, hasUnseen));
    return [...idles, ...rest, ...keeps];
  });
}

/** Whether the options name no listener, or the port of each site: what they do not name keeps the default. */
function isCovered(servers: readonly CaddyLine[], lines: readonly CaddyLine[]): boolean {
  if (servers.some(({ words }) => words.length === 1)) return true;
  const named = new Set(servers.flatMap(({ words }) => words.slice(1).map(portOf)));
  const sites = lines.flatMap(({ words }) => words.filter((word) => !word.startsWith("(")));
  return servers.length > 0 && sites.every((site) => named.has(portOf(site)));
}

/** Of ":8443", "http://example.com" or "example.com," the port; a site without one is served with TLS. */
function portOf(address: string): string {
  const plain = address.slice(0, 300).replace(/,$/, "");
  return /:(\d{1,5})$/.exec(plain)?.[1] ?? (plain.startsWith("http://") ? "80" : "443");
}

function closing(servers: CaddyLine, server: string, without: Value): Found {
  const idle = named(named(servers, "timeouts").at(-1), "idle").at(-1);
  if (idle === undefined) return inherited(servers, server, without);
  const value = valueFrom(idle.words[1] ?? "", caddyDuration, { zero: byDefault });
  return { server, side: "server", value, file: idle.file, line: idle.line };
}

const inherited = ({ file, line }: CaddyLine, server: string, value: Value): Found => ({
  server,
  side: "server",
  value,
  file,
  line,
});

function keeping(proxy: CaddyLine, hasUnseen: boolean): Found {
  const transport = named(proxy, "transport").at(-1);
  const keepalive = named(transport, "keepalive").at(-1);
  const imports = hasUnseen && named(proxy, "import").length > 0;
  const { file, line } = keepalive ?? proxy;
  const value: Value = imports ? unclear(says.include) : keptFor(keepalive?.words[1]);
  return { server: "caddy", side: "client", value, file, line };
}

function keptFor(text: string | undefined): Value {
  if (text === undefined) return byDefault;
  return text === "off" ? noReuse : valueFrom(text, caddyDuration, { zero: byDefault });
}

const named = (line: CaddyLine | undefined, name: string) =>
  line?.block.filter(({ words }) => words[0] === name) ?? [];

const isFranken = ({ words }: CaddyLine) => /^(?:frankenphp|php_server)$/.test(words[0] ?? "");

const isSnippet = (name: string, lines: readonly CaddyLine[]) =>
  lines.some(({ words }) => words[0] === `(${name})`);

function everyLine(lines: readonly CaddyLine[]): readonly CaddyLine[] {
  const all: CaddyLine[] = [];
  const waiting = [lines];
  for (let level = waiting.pop(); level !== undefined; level = waiting.pop()) {
    for (const line of level) {
      all.push(line);
      if (line.block.length > 0) waiting.push(line.block);
    }
  }
  return all;
}

const fiveMinutes = candidate("The default of Caddy.", { kind: "set", seconds: 300 });
const says = { include: "A file that is imported was not given, and it may set the timeout." };
