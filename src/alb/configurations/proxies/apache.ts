import { apacheTime } from "../duration-units.ts";
import {
  byDefault,
  candidate,
  candidatesOf,
  type Found,
  neverCloses,
  noReuse,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";
import { type ApachePart, isInclude, withIncludes } from "./apache-includes.ts";
import type { ApacheLine, ApacheSection } from "./apache-lines.ts";

/** When Apache httpd closes idle connections, by virtual host, and how long mod_proxy keeps its own. */
export function readApache(sources: readonly Source[]): readonly Found[] {
  const parts = withIncludes(sources.filter(({ as }) => !as.endsWith(".htaccess")));
  const wholes = parts.filter(({ lines, from }) => isWhole(lines) && !isSite(from));
  const [first] = parts;
  if (first === undefined) return [];
  const rest = parts.filter((part) => !wholes.includes(part));
  if (wholes.length === 0)
    return readPart({ ...first, lines: parts.flatMap(({ lines }) => lines) }, false);
  return [
    ...wholes.flatMap((part) => readPart(part, true)),
    ...rest.flatMap((part) => readPart(part, false).map(asNotIncluded)),
  ];
}

/** What stands in a file that the main configuration does not include may not count. */
const asNotIncluded = (one: Found): Found =>
  one.side === "client" || one.value.kind === "unknown"
    ? one
    : { ...one, value: unclear(says.notIncluded, ...candidatesOf(says.included, one.value)) };

function readPart({ lines, hasIncluded }: ApachePart, whole: boolean): readonly Found[] {
  const [first] = lines;
  if (first === undefined) return [];
  const counting = lines.filter((line) => !isMisplaced(line));
  const main = settingsOf(counting.filter(({ sections }) => hostOf(sections) === undefined));
  const base = { main, without: withoutIn(lines, whole) };
  const hosts = hostsOf(counting);
  const isSet = main.timeout !== undefined || main.alive !== undefined;
  const isCovered = whole && (hasIncluded || !lines.some(isInclude));
  const part = isCovered || (!whole && hosts.length > 0) ? {} : { unless: says.hosts };
  const isOwn = hosts.length === 0 ? whole || isSet : whole && isSet;
  const own = isOwn ? [{ ...closing(base, [main], first), ...part }] : [];
  return [...misplaced(lines), ...own, ...hostsClosing(base, hosts), ...keeping(lines)];
}

/** A main configuration, and not only the ports of one, or what loads a module. */
const isWhole = (lines: readonly ApacheLine[]) =>
  lines.some(({ name }) => name === "listen") &&
  lines.some(({ name, sections }) => sections.length === 0 && ofMain.test(name));

const ofMain =
  /^(?:keepalive\w{0,20}|timeout|documentroot|loadmodule|server(?:root|name|admin|tokens|limit)|user|group|errorlog|customlog|loglevel|pidfile|startservers|maxrequestworkers|include(?:optional)?|proxy\w{0,20}|<(?:directory|location))$/;

/** A file of the folders whose files the main configuration includes. */
const isSite = ({ as }: Source) =>
  /(?:^|\/)(?:sites|conf|mods)-(?:available|enabled)\/[^/]{1,200}$|(?:^|\/)(?:conf\.d|vhosts(?:\.d)?)\/[^/]{1,200}$/.test(
    as.slice(-500),
  );

/** Where Apache refuses the directives: it then does not start. */
const isMisplaced = ({ name, sections }: ApacheLine) =>
  /^(?:keepalive|keepalivetimeout)$/.test(name) &&
  sections.some((section) => /^(?:directory|location|files|proxy)(?:match)?$/.test(section.name));

const misplaced = (lines: readonly ApacheLine[]): readonly Found[] =>
  lines.filter(isMisplaced).map((line) => found("server", unclear(says.misplaced), line));

interface Settings {
  readonly timeout?: ApacheLine;
  readonly alive?: ApacheLine;
}

interface Base {
  readonly main: Settings;
  /** What applies where nothing is set. */
  readonly without: Value;
}

interface Host {
  readonly place: ApacheLine;
  readonly address: string | undefined;
  readonly settings: Settings;
}

function settingsOf(lines: readonly ApacheLine[]): Settings {
  const timeout = lines.findLast(({ name }) => name === "keepalivetimeout");
  const alive = lines.findLast(({ name }) => name === "keepalive");
  return { ...(timeout ? { timeout } : {}), ...(alive ? { alive } : {}) };
}

function hostsOf(lines: readonly ApacheLine[]): readonly Host[] {
  const inside = new Map<ApacheSection, ApacheLine[]>();
  for (const line of lines) {
    const host = hostOf(line.sections);
    if (host === undefined) continue;
    const own = inside.get(host) ?? [];
    own.push(line);
    inside.set(host, own);
  }
  return [...inside].flatMap(([host, own]) => {
    const [place] = own;
    return place
      ? [
          {
            place: { ...place, line: host.line },
            address: host.values[0],
            settings: settingsOf(own),
          },
        ]
      : [];
  });
}

/** A name-based host without a timeout takes that of the first host on its address, then the main server's. */
function hostsClosing(base: Base, hosts: readonly Host[]): readonly Found[] {
  const firsts = new Map([...hosts].reverse().map((host) => [host.address, host.settings]));
  return hosts.map(({ place, address, settings }) =>
    closing(base, [settings, firsts.get(address) ?? {}, base.main], place),
  );
}

function closing(base: Base, order: readonly Settings[], place: ApacheLine): Found {
  const alive = order.map((settings) => settings.alive).find((line) => line !== undefined);
  if (alive && /^off$/i.test(alive.values[0] ?? ""))
    return found("server", conditional(alive, noReuse), alive);
  const timeout = order.map((settings) => settings.timeout).find((line) => line !== undefined);
  if (timeout === undefined) return found("server", base.without, place);
  const value = valueFrom(timeout.values[0] ?? "", apacheTime, { zero: noReuse });
  return found("server", conditional(timeout, value), timeout);
}

function withoutIn(lines: readonly ApacheLine[], whole: boolean): Value {
  const five = candidate("The default of Apache httpd.", { kind: "set", seconds: 5 });
  if (!whole) return unclear(says.noMain, five);
  if (lines.some(isInclude)) return unclear(says.include, five);
  const hasRoot = lines.some(({ name }) => name === "serverroot");
  return hasRoot ? byDefault : unclear(says.noRoot, five);
}

/** A directive that counts only with a module or a definition is not known to count. */
function conditional({ sections }: ApacheLine, value: Value): Value {
  const condition = sections.some(({ name }) =>
    /^(?:ifmodule|ifdefine|ifversion|if|else|elseif)$/.test(name),
  );
  if (!condition || value.kind === "unknown") return value;
  return unclear(says.condition, candidate("Applies when the condition holds.", value));
}

/** Each pool of connections to a server that speaks HTTP. */
function keeping(lines: readonly ApacheLine[]): readonly Found[] {
  const noKeepalive = lines.find(
    ({ name, values }) => name === "setenv" && values[0] === "proxy-nokeepalive",
  );
  return lines.flatMap((line) => {
    if (!/^(?:proxypass|proxypassmatch|balancermember|proxyset)$/.test(line.name)) return [];
    const isHttp = line.values.some((value) => /^https?:\/\//.test(value));
    const parameters = line.values.filter((value) => value.includes("="));
    const ttl = parameters.find((value) => /^ttl=/i.test(value));
    if (!isHttp && ttl === undefined) return [];
    const reuse =
      !parameters.some((value) => /^disablereuse=on$/i.test(value)) && noKeepalive === undefined;
    const value = !reuse
      ? noReuse
      : ttl === undefined
        ? neverCloses
        : valueFrom(ttl.slice(4), apacheTime);
    return [found("client", value, line)];
  });
}

const found = (side: Found["side"], value: Value, { file, line }: ApacheLine): Found => ({
  server: "apache",
  side,
  value,
  file,
  line,
});

const hostOf = (sections: readonly ApacheSection[]) =>
  sections.find(({ name }) => name === "virtualhost");

const says = {
  noMain: "Only virtual hosts were given: what applies stands in the main configuration.",
  hosts: "A virtual host, which stands in a file that was not given, may set another value.",
  notIncluded: "The main configuration that was given does not include this file.",
  included: "Applies where something else includes it.",
  noRoot:
    "The text has no ServerRoot, so it is a part: the main configuration may set the timeout.",
  misplaced: "Apache does not take this directive here, and does not start with it.",
  include: "A file that is included was not given, and it may set the timeout.",
  condition: "The directive counts only under a condition, such as a loaded module.",
};
