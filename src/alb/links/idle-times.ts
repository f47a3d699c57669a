import type { IdleAnswer } from "../fields/field-builders.ts";
import type { Duration } from "./durations.ts";
import type { Server } from "./server.ts";

/** The attribute that decides how long the load balancer keeps an idle connection. */
export const idleTimeoutAttribute = "idle_timeout.timeout_seconds";

/** Where a timeout was measured that the gap test of the access logs inferred. */
export const measuredByLogs = "access logs";

/** What is known of one idle timer, defaults resolved. */
export type Idle =
  /** `added`: how many of the seconds the server adds by itself to what is set; absent where none are known. */
  | { readonly kind: "seconds"; readonly seconds: number; readonly added?: number }
  | { readonly kind: "at-least"; readonly seconds: number }
  | { readonly kind: "never" }
  /** No connection outlives its response; `announced` when the other side is told so. */
  | { readonly kind: "closes"; readonly announced: boolean }
  | { readonly kind: "unknown" };

/** What is said of an idle timer, by its kind. */
export type IdleWords = {
  readonly [K in Idle["kind"]]: string | ((idle: Idle & { readonly kind: K }) => string);
};

export function idleInWords(idle: Idle, words: IdleWords): string {
  const said = words[idle.kind] as string | ((idle: Idle) => string);
  return typeof said === "string" ? said : said(idle);
}

/** An idle timer with where it is known from: a file, a measurement, or the table's source with the word "default". */
export interface KnownIdle {
  readonly idle: Idle;
  readonly source: string;
}

/** How long a server lets an idle connection from its client stay open. */
export function serverCloses(said: IdleAnswer, server: Server | undefined): KnownIdle {
  if (said.how === "default") return defaultOf(server?.defaultSeconds ?? null, server, server);
  return { idle: stated(said, server), source: sourceOf(said, server?.addsSeconds) };
}

/** How long a proxy keeps an idle connection to the server behind it; undefined `said` is not known. */
export function proxyKeeps(said: IdleAnswer | undefined, server: Server | undefined): KnownIdle {
  if (said?.how === "default") {
    return defaultOf(server?.upstream?.defaultSeconds ?? null, server?.upstream, undefined);
  }
  if (said === undefined) return { idle: { kind: "unknown" }, source: "not answered" };
  return { idle: stated(said, undefined), source: sourceOf(said, undefined) };
}

/** A typed duration as an answer; undefined while it must be asked again. `where` is the file or page it was read in. */
export function answerFromDuration(duration: Duration, where?: string): IdleAnswer | undefined {
  const place = where === undefined ? {} : { where };
  switch (duration.kind) {
    case "seconds":
      return { how: "read", seconds: duration.seconds, ...place };
    case "never":
    case "closes":
      return { how: "read", state: duration.kind, ...place };
    case "unknown":
      return { how: "unknown" };
    case "ambiguous":
    case "bad":
      return undefined;
    default:
      return duration satisfies never;
  }
}

function stated(said: IdleAnswer, server: Server | undefined): Idle {
  const { how, seconds, state } = said;
  if (how === "unknown") return { kind: "unknown" };
  if (state === "never") return { kind: "never" };
  if (state === "closes-silently") return { kind: "closes", announced: false };
  if (state === "closes") return { kind: "closes", announced: server?.unannounced !== true };
  if (seconds === undefined || seconds <= 0) return { kind: "unknown" };
  if (state === "at-least") return { kind: "at-least", seconds };
  const added = how === "read" ? server?.addsSeconds : undefined;
  if (added === undefined) return { kind: "seconds", seconds };
  return { kind: "seconds", seconds: seconds + added, added };
}

function sourceOf({ how, where }: IdleAnswer, addsSeconds: number | undefined): string {
  if (how === "unknown") return "not known";
  if (how === "measured") return where === undefined ? "measured" : `measured, ${where}`;
  const added = addsSeconds === undefined ? "" : `, and ${addsSeconds} s that the server adds`;
  return `${where ?? "stated by a responder"}${added}`;
}

function defaultOf(
  value: number | "none" | "closes" | null,
  known: { readonly source: string } | undefined,
  server: Server | undefined,
): KnownIdle {
  const doubt = server?.unverified === true ? ", not verified" : "";
  const source = known === undefined ? "not in the table" : `default${doubt}: ${known.source}`;
  if (value === null) return { idle: { kind: "unknown" }, source };
  if (value === "none") return { idle: { kind: "never" }, source };
  if (value === "closes") {
    return { idle: { kind: "closes", announced: server?.unannounced !== true }, source };
  }
  return { idle: { kind: "seconds", seconds: value }, source };
}
