import type { Remedy } from "#language";
import type {
  BalancerIdleTimeout,
  Judged,
  ReadingStanding,
} from "../../configurations/judge-reading.ts";
import {
  type IdleReading,
  loadBalancerServer,
  unrecognised,
} from "../../configurations/reading.ts";
import { formatSeconds } from "../../links/durations.ts";

/** One line: server, side, value, place, and what it means. */
export function idleReadingLine(
  { reading, standing, link }: Judged,
  balancer: BalancerIdleTimeout,
): string {
  const { server, side, file, line } = reading;
  const name = server === unrecognised ? "not recognised" : server;
  const says =
    reading.state === "unknown"
      ? unknownWords(reading)
      : reading.side === "client"
        ? keeping(reading)
        : `${words[standing]}: ${link?.says ?? ""}${doubt(reading, standing, balancer)}`;
  return [name, side, valueWords(reading), `${file}:${line}`, says].join("  ");
}

function valueWords({ state, seconds }: IdleReading): string {
  if (state === "never") return "never closes";
  if (state === "closes") return "closes after each response";
  if (seconds === null) return "unknown";
  return state === "default" ? `${formatSeconds(seconds)} (default)` : formatSeconds(seconds);
}

function unknownWords({ others }: IdleReading): string {
  const values = [...new Set(others.flatMap(candidate))];
  const may = values.length === 0 ? "" : ` It may be ${values.slice(0, 5).join(" or ")}.`;
  return `${others[0]?.says ?? "It is not known."}${may}`;
}

function candidate({ seconds, state }: IdleReading["others"][number]): readonly string[] {
  if (seconds !== null) return [formatSeconds(seconds)];
  if (state === "closes") return ["closed after each response"];
  return state === "never" ? ["never closed"] : [];
}

/** Why a value is less certain than it looks; empty where it is not. */
function doubt(
  { byDefault, unless }: IdleReading,
  standing: ReadingStanding,
  balancer: BalancerIdleTimeout,
): string {
  return [
    ...(unless === undefined ? [] : [` ${unless}`]),
    ...(byDefault && standing === "unproven"
      ? [" No line sets it: it holds only as long as nothing elsewhere does."]
      : []),
    ...(balancer.isAssumed && standing !== "long-enough" ? [` ${assumedDefault}`] : []),
  ].join("");
}

/** Said wherever AWS's default stands in for a value that nobody gave. */
export const assumedDefault =
  "60 s is what a load balancer keeps them for unless it is set otherwise: say --idle-timeout.";

function keeping({ server, state, seconds }: IdleReading): string {
  if (server === loadBalancerServer) return `The servers behind it have to wait longer.`;
  if (state === "closes") return "No connection to the server behind it is used twice.";
  if (seconds === null) return "The server behind it always closes first.";
  return `The server behind it has to wait longer than ${formatSeconds(seconds)}.`;
}

const words: { readonly [standing in ReadingStanding]: string } = {
  "too-short": "too short",
  tie: "tie",
  "long-enough": "long enough",
  unproven: "not proven",
  unknown: "unknown",
  unrecognised: "unknown",
  beside: "",
};

/** Changes for the terminal: what and how safe, the lines to paste, how it takes effect, what it costs, how to undo it. */
export const remedyLines = (remedies: readonly Remedy[]): readonly string[] =>
  remedies.flatMap(({ title, safety, says, lines, rollOut, costs, undo }, index) => [
    ...(index === 0 ? [] : [""]),
    `${title} (${safetyInWords[safety]})`,
    ...[
      says,
      ...lines,
      ...(rollOut === undefined ? [] : [`Roll-out: ${rollOut}`]),
      ...costs.map((cost) => `- ${cost}`),
      ...(undo === undefined ? [] : [`To undo it: ${undo}`]),
    ].map((line) => `  ${line}`),
  ]);

const safetyInWords: { readonly [S in Remedy["safety"]]: string } = {
  safe: "safe",
  careful: "with care",
  unsafe: "not safe now",
  unknown: "not known to be safe",
};
