import type { Strength } from "#language";
import type { LinkMargin as LinkVerdict } from "../../links/link-verdict.ts";
import { findContradictions, isRacing, isSafe } from "./conflicts.ts";

/** Who says something of the cause. */
export type EvidenceSource = "metrics" | "logs" | "changes" | "timeouts" | "measurement";

/** What each source said of the cause; null where it was not asked or could not tell. */
export interface Words {
  /** The finding of alb.pattern. */
  readonly metrics: string | null;
  /** The finding of alb.logs, and how far it carries. */
  readonly logs: {
    readonly finding: string | null;
    readonly strength?: Strength | undefined;
    /** Whether most 5xx that the targets answered themselves are no 502, which is what a proxy answers for a lost race. */
    readonly noGateway?: boolean;
  } | null;
  /** Whether changes of targets or settings come with the failures. */
  readonly changes: boolean;
  /** The links of the path from the load balancer inwards, as described or measured. */
  readonly links: readonly LinkVerdict[];
  /** What the targets were seen to do, where that is newer than the description. */
  readonly measured?: LinkVerdict | null;
}

/** What one source said, and another takes back. */
interface Overruled {
  readonly what: EvidenceSource;
  readonly by: EvidenceSource;
  /** A sentence. */
  readonly why: string;
}

/** What they come to together. */
export interface Weighed {
  /** The cause that counts; null where nobody names one, or where what speaks against it is as strong. */
  readonly cause: string | null;
  /** How far that cause carries; null without one. */
  readonly strength: Strength | null;
  /** Whether access logs take back what metrics suspected. */
  readonly takenBack: boolean;
  readonly overruled: readonly Overruled[];
  /** Whether the changes still count: a race that the gap test shows is one beside any change. */
  readonly changes: boolean;
  /** How far an inverted link carries beside the rest; undefined where it says nothing of the cause. */
  readonly link?: Strength;
  /** A sentence for each pair that cannot both be so; none is resolved in silence. */
  readonly contradictions: readonly string[];
}

/**
 * What outweighs what, the one rule:
 * - access logs tell one failure from another, so what they name stands before what metrics suspect
 * - a race that the gap test shows outweighs everything; where the timeouts say otherwise, that is a contradiction
 * - a race that metrics suspect is nobody's word any more where changes come with the failures, where the timeouts are in the
 *   right order, or where access logs with enough failures show none
 * - what was measured stands before what was described, and takes a suspected race back
 * - a race behind a proxy is nobody's word where the targets' own errors in the access logs are no 502s
 * - an inverted link makes the race likely only where metrics point at that link
 * Pure.
 */
export function weighVerdicts(words: Words): Weighed {
  const { metrics, logs, changes, measured = null } = words;
  const links = measured === null ? words.links : [measured, ...words.links.slice(1)];
  const read = namesIn(logs);
  const shown = read?.strength === "shown";
  const takenBack = read !== null && metrics !== null && yields(metrics, read.finding ?? "", shown);
  const doubted = { metrics, logs, shown, changes, links };
  const byLogs = takenBack || metrics === null;
  const cause = byLogs ? raceOf(read?.finding ?? null) : isDoubted(doubted) ? null : named(metrics);
  const link = linkOf(cause, shown, changes, links);
  const overruled = overruledIn(words, { takenBack, shown });
  const known = byLogs ? read?.strength : undefined;
  const confirmed = read?.finding === metrics ? read?.strength : undefined;
  return {
    cause,
    strength: cause === null ? null : shown ? "shown" : (known ?? confirmed ?? link ?? "possible"),
    takenBack,
    overruled,
    changes: changes && !shown,
    ...(link === undefined ? {} : { link }),
    contradictions: findContradictions({
      ...{ metrics, logs: read?.finding ?? null, shown, changes },
      ...{ outer: links[0], isMeasured: measured !== null, takenBack },
      noGateway: metrics === "inner-hop-race" && logs?.noGateway === true,
      agrees: metrics === null || read === null || verdictsAgree(metrics, read.finding ?? ""),
    }),
  };
}

/** Logs that name a cause. */
const namesIn = (logs: Words["logs"]): Words["logs"] =>
  logs === null || logs.strength === undefined || nameless.has(logs.finding ?? "unclear")
    ? null
    : logs;

/** Whether what metrics say gives way to what the logs name: a shown race to all, a suspicion to whatever is named. */
const yields = (metrics: string, logs: string, shown: boolean): boolean =>
  !verdictsAgree(metrics, logs) && (shown || suspicions.has(metrics));

/** What metrics say where they cannot tell one failure from another. */
const suspicions: ReadonlySet<string> = new Set(["keepalive-race", "inner-hop-race", "unclear"]);

/** Words of metrics and logs that name no cause. */
const nameless: ReadonlySet<string> = new Set(["unclear", "quiet", "no-traffic", "too-few"]);

const named = (metrics: string) => (nameless.has(metrics) ? null : metrics);

/** Whether metrics and access logs name the same: what the one calls by its cause, the other may call by its trace. */
export const verdictsAgree = (metrics: string, logs: string): boolean =>
  metrics === logs || traces[metrics]?.includes(logs) === true;

const traces: { readonly [metrics: string]: readonly string[] } = {
  "keepalive-race": ["mixed"],
  // A race behind a proxy is the targets' own error in the logs.
  "inner-hop-race": ["target-error"],
  "targets-down": ["connect-refused", "killed-mid-request"],
  deploy: ["connect-refused", "killed-mid-request"],
};

const raceOf = (finding: string | null) => (finding === "mixed" ? "keepalive-race" : finding);

interface Doubted extends Omit<Words, "measured"> {
  readonly shown: boolean;
}

/** A race that is only suspected, and something as strong speaks against it. */
function isDoubted({ metrics, logs, shown, changes, links }: Doubted): boolean {
  const [outer, ...inner] = links;
  if (shown) return false;
  if (metrics === "inner-hop-race")
    return (inner.length > 0 && inner.every(isSafe)) || logs?.noGateway === true;
  return metrics === "keepalive-race" && (changes || isSafe(outer) || logs?.finding === "unclear");
}

function linkOf(
  cause: string | null,
  shown: boolean,
  changes: boolean,
  [outer, ...inner]: readonly LinkVerdict[],
): Strength | undefined {
  if (shown) return isRacing(outer) ? "shown" : undefined;
  const fits =
    (cause === "keepalive-race" && isRacing(outer)) ||
    (cause === "inner-hop-race" && inner.some(isRacing));
  return fits && !changes ? "likely" : undefined;
}

/** Who takes back what whom; a suspected race beside an inverted description stays, for that may have been mended since. */
function overruledIn(
  { metrics, logs, changes, links: [outer], measured = null }: Words,
  { takenBack, shown }: { readonly takenBack: boolean; readonly shown: boolean },
): readonly Overruled[] {
  const suspected = metrics === "keepalive-race" && !shown;
  const found: readonly (readonly [boolean, Overruled])[] = [
    [takenBack, { what: "metrics", by: "logs", why: "The access logs name another cause." }],
    [suspected && changes, { what: "metrics", by: "changes", why: changed }],
    [
      suspected && isSafe(measured) && !isRacing(outer),
      { what: "metrics", by: "measurement", why: inOrder },
    ],
    [
      changes && shown && logs?.finding === "keepalive-race",
      { what: "changes", by: "logs", why: "The access logs show the race, whatever changed." },
    ],
    [areOpposed(outer, measured), { what: "timeouts", by: "measurement", why: measuredOtherwise }],
  ];
  return found.flatMap(([holds, one]) => (holds ? [one] : []));
}

/** One order and the other: an unknown one is no word. */
const areOpposed = (described: LinkVerdict | undefined, measured: LinkVerdict | null): boolean =>
  described !== undefined &&
  measured !== null &&
  described !== "unknown" &&
  isRacing(described) !== isRacing(measured);

const changed = "Changes come with the failures, which such a race has no part in.";
const inOrder =
  "The targets were measured to keep idle connections for longer than the load balancer does.";
const measuredOtherwise = "The targets were measured, and do otherwise than was described.";
