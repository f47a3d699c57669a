import type { NamedText } from "#language";
import type { IdleAnswer, ServerAnswer } from "../fields/field-builders.ts";
import { formatSeconds } from "../links/durations.ts";
import { serverNamed } from "../links/servers.ts";
import { read } from "./read.ts";
import { type IdleReading, type Other, unrecognised } from "./reading.ts";
import { requestPaths, serverAnswers } from "./request-paths.ts";

/** What configurations tell of a request path, for someone to confirm; nothing of their text but numbers and file names. */
export interface Described {
  /** Proxies before what stands behind them. */
  readonly servers: readonly DescribedServer[];
  /** A sentence for each file that told nothing. */
  readonly unread: readonly string[];
}

export interface DescribedServer {
  readonly answer: ServerAnswer;
  /** What was read, with value, file and line; then what else may hold. A sentence each. */
  readonly says: readonly string[];
}

/** Reads configurations together and says what of them is an answer. Never throws. */
export function describeFiles(files: readonly NamedText[]): Described {
  const readings = read(files);
  const [, ...beside] = requestPaths(readings);
  const servers = serverAnswers(readings).map((answer) => {
    const own = readings.filter(({ server }) => server === answer.kind);
    return { answer: shortened(answer), says: own.flatMap(sayReading) };
  });
  const others = beside.flatMap((one) => one.slice(-1)).map(({ kind }) => sayBeside(kind));
  const unread = readings
    .filter(({ server }) => server === unrecognised)
    .map(
      ({ file, others }) => `${shortName(file)}: ${others[0]?.says ?? "nothing was recognised."}`,
    );
  return { servers, unread: [...others, ...unread] };
}

const sayBeside = (kind: string) =>
  `${serverNamed(kind)?.called ?? "Another server"} stands beside these and not behind them: describe it in a run of its own if the load balancer sends to it.`;

function sayReading(reading: IdleReading): readonly string[] {
  const { others, state } = reading;
  const place = placeOf(reading);
  if (state === "unknown") {
    const may = others.filter(({ seconds }) => seconds !== null).slice(0, mostOthers);
    const says = `${topic(reading)} is not known: ${others[0]?.says ?? "it does not say."} (${place})`;
    return [
      says,
      ...may.map((one) => `It may be ${valueWords(one)}: ${one.says} (${placeOf(one)})`),
    ];
  }
  const elsewhere = others.filter((one) => one.state !== "unknown").slice(0, mostOthers);
  return [
    `It ${verbOf(reading)} (${place}).`,
    ...(reading.unless === undefined ? [] : [reading.unless]),
    ...elsewhere.map((one) => `Elsewhere ${valueWords(one)} (${placeOf(one)}).`),
  ];
}

const mostOthers = 2;

const topic = ({ side }: IdleReading) =>
  side === "server"
    ? "When it closes an idle connection"
    : "How long it keeps a connection to the server behind it";

function verbOf({ side, state, seconds, server }: IdleReading): string {
  const value = seconds === null ? "" : formatSeconds(seconds);
  const byDefault = state === "default" ? ", its default: nothing sets it" : "";
  if (side === "client") {
    if (state === "closes") return "uses each connection to the server behind it once";
    return state === "never"
      ? "keeps connections to the server behind it until that closes them"
      : `keeps an idle connection to the server behind it for ${value}${byDefault}`;
  }
  if (state === "closes") return "closes each connection after its response";
  if (state === "never") return "never closes an idle connection by itself";
  const added = state === "set" ? serverNamed(server)?.addsSeconds : undefined;
  const more = added === undefined ? "" : `, and ${formatSeconds(added)} that it adds`;
  return `closes an idle connection after ${value}${more}${byDefault}`;
}

const valueWords = ({ seconds, state }: Other) =>
  seconds === null ? (state === "never" ? "never" : "after each response") : formatSeconds(seconds);

const placeOf = ({ file, line }: { readonly file: string; readonly line: number }) =>
  `${shortName(file)}:${line}`;

const shortened = ({ closes, keeps, ...server }: ServerAnswer): ServerAnswer => ({
  ...server,
  closes: withShortPlace(closes),
  ...(keeps === undefined ? {} : { keeps: withShortPlace(keeps) }),
});

const withShortPlace = (said: IdleAnswer): IdleAnswer =>
  said.where === undefined ? said : { ...said, where: shortName(said.where) };

/** The end of a path says most, and a form holds only so much of it. */
export const shortName = (name: string) => (name.length > 80 ? `…${name.slice(-79)}` : name);
