import { answersFrom } from "../../configurations/answers.ts";
import { type Reading, unrecognised } from "../../configurations/reading.ts";
import { formatSeconds } from "../../links/durations.ts";
import { links } from "../../links/links.ts";

/** How a reading stands to a load balancer that keeps idle connections for its default of 60 s. */
export type Standing = "too-short" | "tie" | "long-enough" | "unknown" | "unrecognised";

/** One line: server, side, value, place, and what it means. */
export function lineOf(reading: Reading): string {
  const { server, side, file, line } = reading;
  const name = server === unrecognised ? "not recognised" : server;
  return [name, side, valueWords(reading), `${file}:${line}`, meaning(reading)].join("  ");
}

/** What a server's own timeout means behind the load balancer; a timeout towards servers behind it means nothing there. */
export function standingOf(reading: Reading): Standing {
  if (reading.server === unrecognised) return "unrecognised";
  if (reading.side === "client") return "long-enough";
  const [link] = links({ idleTimeoutSeconds: albDefaultSeconds, servers: answersFrom([reading]) });
  switch (link?.verdict) {
    case "too-short":
    case "tie":
      return link.verdict;
    case "thin-margin":
    case "long-enough":
    case "no-reuse":
      return "long-enough";
    default:
      return "unknown";
  }
}

function valueWords({ state, seconds }: Reading): string {
  if (state === "never") return "never closes";
  if (state === "closes") return "closes after each response";
  if (seconds === null) return "unknown";
  return state === "default" ? `${formatSeconds(seconds)} (default)` : formatSeconds(seconds);
}

function meaning(reading: Reading): string {
  if (reading.state === "unknown") return unknownWords(reading);
  if (reading.side === "client") return keeping(reading);
  const [link] = links({ idleTimeoutSeconds: albDefaultSeconds, servers: answersFrom([reading]) });
  return `${words[standingOf(reading)]}: ${link?.says ?? ""}`;
}

function unknownWords({ others }: Reading): string {
  const values = [
    ...new Set(others.flatMap(({ seconds }) => (seconds === null ? [] : [formatSeconds(seconds)]))),
  ];
  const may = values.length === 0 ? "" : ` It may be ${values.slice(0, 5).join(" or ")}.`;
  return `${others[0]?.says ?? "It is not known."}${may}`;
}

function keeping({ state, seconds }: Reading): string {
  if (state === "closes") return "No connection to the server behind it is used twice.";
  if (seconds === null) return "The server behind it always closes first.";
  return `The server behind it has to wait longer than ${formatSeconds(seconds)}.`;
}

const words: { readonly [standing in Standing]: string } = {
  "too-short": "too short",
  tie: "tie",
  "long-enough": "long enough",
  unknown: "unknown",
  unrecognised: "unknown",
};

const albDefaultSeconds = 60;
