import type { Server } from "../links/server.ts";
import { knownServers, serverNamed } from "../links/servers.ts";
import type { Candidate, Found, Value } from "./found-values.ts";
import type { IdleReading, Other, TimeoutState } from "./reading.ts";

/** One reading for each value that differs, worst first within a server's side; what another file overrules is left out. */
export function mergeReadings(found: readonly Found[]): readonly IdleReading[] {
  const groups = new Map<string, Found[]>();
  for (const one of withoutOverruled(found)) {
    const key = `${one.server} ${one.side}`;
    const group = groups.get(key) ?? [];
    group.push(one);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(readingsOfGroup);
}

/**
 * A default found in one file does not count where another sets something for the same program. What two start commands say
 * both counts: they may be two services.
 */
function withoutOverruled(found: readonly Found[]): readonly Found[] {
  const settings = new Map<string, Found[]>();
  for (const one of found) {
    const same = settings.get(familyOf(one)) ?? [];
    if (!one.weak && same.length < mostSettings) settings.set(familyOf(one), [...same, one]);
  }
  const nearest = new Map<string, number>();
  for (const { started } of found) {
    if (started === undefined) continue;
    nearest.set(started.what, Math.max(started.nearness, nearest.get(started.what) ?? 0));
  }
  const sources = new Set(found.filter(({ via }) => via === undefined).map(familyOf));
  const used = new Set(
    found.flatMap((one) => (one.uses ?? []).map((file) => `${familyOf(one)} ${file}`)),
  );
  return found.filter((one) => {
    // A start command took its settings: it is no server of its own.
    if (one.via === undefined && used.has(`${familyOf(one)} ${one.file}`)) return false;
    // What runs is known better from what runs than from what was to be started.
    if (one.started && one.started.nearness < (nearest.get(one.started.what) ?? 0)) return false;
    if (!one.weak || (one.runs && one.value.kind === "unknown")) return true;
    // That a program's source decides is known better by the source; of a file that is named, this is settled before.
    if (one.via && !one.runs && one.value.kind === "unknown" && sources.has(familyOf(one)))
      return false;
    const same = settings.get(familyOf(one)) ?? [];
    const here = same.some(({ file }) => file === one.file);
    return here || !same.some((other) => overrules(other, one));
  });
}

/**
 * Whether what one file sets also holds for what another file starts: not for a second start, and a call in a program's source sets
 * nothing for a server that a command line starts.
 */
const overrules = ({ via }: Found, { via: own }: Found): boolean =>
  own === undefined || (via !== own && !(own === "command" && via === "call"));

const familyOf = ({ server, side }: Found) => `${families.get(server) ?? server} ${side}`;
const mostSettings = 100;

const families = new Map(
  Object.entries({
    node: ["node-8", "node-20", "express", "fastify", "next"],
    nginx: ["nginx", "nginx-packaged"],
    gunicorn: [
      "gunicorn-sync",
      "gunicorn-gthread",
      "gunicorn-gevent",
      "gunicorn-uvicorn",
      "gunicorn-asgi",
    ],
    spring: ["tomcat-embedded", "jetty", "undertow", "reactor-netty"],
    puma: ["puma-6", "puma-7"],
    phoenix: ["cowboy", "bandit"],
  }).flatMap(([family, ids]) => ids.map((id) => [id, family] as const)),
);

function readingsOfGroup(group: readonly Found[]): readonly IdleReading[] {
  const distinct = new Map<string, IdleReading>();
  const shown = group.map((one) => ({ one, reading: readingOf(one) }));
  for (const { reading } of shown) {
    const key = valueKey(reading);
    if (!distinct.has(key)) distinct.set(key, reading);
  }
  const readings = [...distinct.values()].sort(worstFirst);
  return readings.map((reading) => ({
    ...reading,
    others: [...reading.others, ...elsewhere(reading, shown)].slice(0, mostOthers),
  }));
}

/** The same value in other places, and other values. */
function elsewhere(
  reading: IdleReading,
  shown: readonly { readonly reading: IdleReading }[],
): readonly Other[] {
  const others: Other[] = [];
  for (const { reading: other } of shown) {
    if (others.length >= mostOthers) break;
    const isItself =
      other.file === reading.file &&
      other.line === reading.line &&
      valueKey(other) === valueKey(reading);
    if (isItself) continue;
    const says =
      valueKey(other) === valueKey(reading)
        ? "The same holds in another place."
        : "In another place something else holds.";
    const { seconds, state, file, line } = other;
    others.push({ says, seconds, state, file, line });
  }
  return others;
}

const valueKey = ({ state, seconds }: IdleReading) => `${state} ${seconds}`;

function readingOf({ server, side, value, file, line, unless, ...found }: Found): IdleReading {
  const row = byId.get(server);
  const { weak, notes = [] } = found;
  const why =
    value.kind === "unknown"
      ? [
          { says: value.why, seconds: null, state: "unknown" as const },
          ...(value.perhaps ?? []).map((may) => withDefault(may, row, side)),
        ]
      : [];
  const others = [...why, ...notes].map((other) => ({ ...other, file, line }));
  const { state, seconds } = stateOf(value, row, side);
  const isKnown = state !== "unknown";
  const certainty = {
    ...(isKnown && (weak || value.kind === "default") ? { byDefault: true as const } : {}),
    ...(isKnown && unless !== undefined ? { unless } : {}),
  };
  return { server: row?.name ?? server, side, seconds, state, file, line, ...certainty, others };
}

/** A candidate that is only "the default" gets the table's number. */
function withDefault(may: Candidate, row: Server | undefined, side: Found["side"]): Candidate {
  return may.state === "default" && may.seconds === null
    ? { says: may.says, ...stateOf({ kind: "default" }, row, side) }
    : may;
}

function stateOf(
  value: Value,
  row: Server | undefined,
  side: Found["side"],
): { state: TimeoutState; seconds: number | null } {
  if (value.kind === "set") return { state: "set", seconds: value.seconds };
  if (value.kind !== "default") return { state: value.kind, seconds: null };
  const known =
    value.seconds ?? (side === "server" ? row?.defaultSeconds : row?.upstream?.defaultSeconds);
  if (typeof known === "number") return { state: "default", seconds: known };
  return {
    state: known === "none" ? "never" : known === "closes" ? "closes" : "unknown",
    seconds: null,
  };
}

/** For a server the shortest wait is worst, for a client the longest; what is not known comes after what is. */
function worstFirst(a: IdleReading, b: IdleReading): number {
  return rank(a) - rank(b);
}

function rank({ state, seconds, side, server }: IdleReading): number {
  if (state === "closes") return serverNamed(server)?.unannounced ? 0 : closesLast;
  if (state === "unknown") return unknownLast;
  if (state === "never") return side === "client" ? -closesLast : neverLast;
  return side === "client" ? -(seconds ?? 0) : (seconds ?? 0);
}

const unknownLast = 1e9;
const neverLast = 2e9;
const closesLast = 3e9;
const mostOthers = 20;
const byId = new Map(knownServers.map((server) => [server.id, server]));
