import type { Strength } from "#language";
import type { Verdict as LinkVerdict } from "../links/link-verdict.ts";

/** What each source said of the cause; null where it was not asked or could not tell. */
export interface Words {
  /** The finding of alb.pattern. */
  readonly metrics: string | null;
  /** The finding of alb.logs, and how far it carries. */
  readonly logs: {
    readonly finding: string | null;
    readonly strength?: Strength | undefined;
  } | null;
  /** Whether changes of targets or settings come with the failures. */
  readonly changes: boolean;
  /** The links of the path from the load balancer inwards, as described or measured. */
  readonly links: readonly LinkVerdict[];
}

/** What they come to together. */
export interface Weighed {
  /** The cause that counts; null where nobody names one. */
  readonly cause: string | null;
  /** Whether access logs take back what metrics suspected. */
  readonly takenBack: boolean;
  /** Whether the changes still count: a race that the gap test shows is one beside any change. */
  readonly changes: boolean;
  /** How far an inverted link carries beside the rest; undefined where it says nothing of the cause. */
  readonly link?: Strength;
  /** A sentence for each pair that cannot both be so; none is resolved in silence. */
  readonly contradictions: readonly string[];
}

/**
 * What outweighs what, the one rule: access logs tell one failure from another, so what they name stands before what metrics
 * suspect; an inverted link makes a race likely only where metrics point at that link and no change fits; a race that the gap test
 * shows outweighs changes and timeouts, and where the timeouts say otherwise that is a contradiction. Pure.
 */
export function weigh({ metrics, logs, changes, links }: Words): Weighed {
  const read = logs?.finding !== null && logs?.strength !== undefined ? logs : null;
  const shown = read?.strength === "shown";
  const [outer, ...inner] = links.map(isInverted);
  const takenBack = read !== null && metrics !== null && !agree(metrics, read.finding ?? "");
  const cause = takenBack || metrics === null ? raceOf(read?.finding ?? null) : metrics;
  const fits =
    (metrics === "keepalive-race" && outer === true) ||
    (metrics === "inner-hop-race" && inner.includes(true));
  const link = shown
    ? outer === true && ("shown" as const)
    : read?.strength !== "likely" || !takenBack
      ? fits && !changes && ("likely" as const)
      : false;
  return {
    cause,
    takenBack,
    changes: changes && !shown,
    ...(link === false ? {} : { link }),
    contradictions: contradictionsIn({ metrics, shown, changes, outer: links[0] }),
  };
}

/** Whether metrics and access logs name the same: a race behind a proxy is the targets' own error in the logs. */
const agree = (metrics: string, logs: string): boolean =>
  metrics === logs || same.has(`${metrics} ${logs}`);

const same: ReadonlySet<string> = new Set(["keepalive-race mixed", "inner-hop-race target-error"]);

const raceOf = (finding: string | null) => (finding === "mixed" ? "keepalive-race" : finding);

const isInverted = (verdict: LinkVerdict) => verdict === "too-short" || verdict === "tie";

/** Whether a link loses no race: the server outlives its client, or no connection is used twice. */
const isSafe = (verdict: LinkVerdict | undefined): boolean =>
  verdict === "long-enough" || verdict === "no-reuse";

interface Against {
  readonly metrics: string | null;
  readonly shown: boolean;
  readonly changes: boolean;
  readonly outer: LinkVerdict | undefined;
}

function contradictionsIn({ metrics, shown, changes, outer }: Against): readonly string[] {
  if (shown && isSafe(outer)) return [shownYetSafe];
  if (shown || metrics !== "keepalive-race") return [];
  return [...(isSafe(outer) ? [fitsYetSafe] : []), ...(changes ? [fitsYetChanged] : [])];
}

const shownYetSafe =
  "The access logs show the race, yet the timeouts are in the right order as described: the description does not hold for the targets that fail, or it was changed since. Measure them.";
const fitsYetSafe =
  "Yet the timeouts are in the right order as described: look for reloads, recycled workers and limits of requests for each connection, or correct the description.";
const fitsYetChanged = "Yet changes come with the failures, which a race has no part in.";
