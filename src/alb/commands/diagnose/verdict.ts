import type { Evidence, Json, Strength } from "#language";
import { withLogs } from "../../diagnosis/causes/logged.ts";
import { weigh } from "../../diagnosis/overrules.ts";
import type { PatternFinding } from "../../diagnosis/pattern.ts";
import { type Cause, ruledAnew } from "../../diagnosis/possible-causes.ts";
import type { Verdict as LinkVerdict } from "../../links/link-verdict.ts";
import { logsSaid } from "../../probes/access-logs/differential.ts";

/** The word that a diagnosis ends in: a finding of alb.pattern, what only access logs tell, or that AWS could not be read. */
export type Verdict = PatternFinding | "mixed" | "killed-mid-request" | "bad-response" | "unread";

/** What the probes saw; `timeouts` only where the path is known, `logs` only where they were asked for. */
export interface Looks {
  readonly pattern: Evidence;
  readonly changes: Evidence;
  readonly logs: Evidence | null;
  readonly timeouts: Evidence | null;
  /** What the backend wrote itself; null where no log group was named. */
  readonly backend?: Evidence | null;
  /** What the targets were seen to do; null where they were not asked. */
  readonly measured?: Evidence | null;
}

export interface Combined {
  readonly verdict: Verdict;
  readonly strength: Strength | null;
  readonly says: string;
  readonly causes: readonly Cause[];
  readonly links: readonly Json[];
}

/**
 * The verdict of all looks together. Metrics alone are *possible*; an inverted link that they point at, and no change of targets
 * with the failures, makes it *likely*. Timeouts in the right order, or a change that comes with the failures, take a race back.
 * Access logs overrule both: a race that they show is *shown*, and what they do not show is none.
 */
export function combine(looks: Looks): Combined {
  const { pattern, logs } = looks;
  const causes = (pattern.rulings ?? []) as readonly Cause[];
  const said = logs === null ? null : logsSaid(logs);
  const links = (looks.timeouts?.numbers.links ?? []) as readonly Json[];
  const known = { causes: said === null ? causes : withLogs(causes, said), links };
  const byMetrics = withoutLogs(looks, { ...known, says: pattern.says });
  const byLogs = logs === null ? null : logged(logs, byMetrics);
  const both = byLogs === null ? byMetrics : { ...byMetrics, ...byLogs, causes: known.causes };
  return withContradictions(both, looks);
}

/** What cannot both be so is said, and nothing is quiet where the logs hold none of the requests that were counted. */
function withContradictions(combined: Combined, { pattern, changes, logs }: Looks): Combined {
  const links = combined.links.map((link) => textOf(link, "verdict") as LinkVerdict);
  const { contradictions } = weigh({
    metrics: pattern.finding,
    logs,
    changes: changes.strength !== undefined,
    links,
  });
  const [unsaid] = contradictions.filter((one) => !combined.says.includes(one));
  if (combined.strength === "shown" && unsaid !== undefined) {
    return { ...combined, says: `${combined.says} ${unsaid}` };
  }
  const counted = Number(pattern.numbers.requests ?? 0);
  const isEmpty = logs?.numbers.requests === 0 && counted > 0;
  return combined.verdict === "quiet" && isEmpty
    ? { ...combined, verdict: "unclear", strength: null, says: `${combined.says} ${emptyLogs}` }
    : combined;
}

const emptyLogs =
  "Yet the access logs that were read hold none of these requests, so the two are not of the same load balancer or time: see where the logs are looked for.";

function withoutLogs({ pattern, changes, timeouts }: Looks, seen: Seen): Combined {
  const { finding } = pattern;
  const { links } = seen;
  if (finding === null) return { ...seen, verdict: "unread", strength: null };
  if (finding === "keepalive-race" && changes.strength !== undefined) {
    return {
      ...seen,
      verdict: "unclear",
      strength: null,
      says: `${pattern.says} Yet ${changes.says}`,
    };
  }
  if (finding === "keepalive-race" && isSafe(links[0])) return outOfOrder(seen, links[0]);
  const likely = timeouts?.strength === "likely";
  return {
    ...seen,
    verdict: finding as PatternFinding,
    strength: likely ? "likely" : (pattern.strength ?? null),
    says: likely ? `${pattern.says} ${timeouts.says}` : pattern.says,
  };
}

type Seen = Pick<Combined, "causes" | "links" | "says">;

/** What the logs make of the verdict by the metrics: more where both name the same; null where they leave it. */
function logged(
  { finding, strength, says }: Evidence,
  { verdict, says: before }: Combined,
): Pick<Combined, "verdict" | "strength" | "says"> | null {
  if (finding === "keepalive-race" || finding === "mixed") {
    return { verdict: finding, strength: "shown", says };
  }
  if (finding === verdict && strength === "likely") {
    return { verdict, strength, says: `${before} ${says}` };
  }
  if (!overruled.has(verdict)) return null;
  if (finding !== null && strength === "likely") {
    return { verdict: finding as Verdict, strength, says };
  }
  // Enough failures, and no race in their gaps: what the metrics suspected is not confirmed.
  return finding === "unclear" && verdict === "keepalive-race"
    ? { verdict: "unclear", strength: null, says }
    : null;
}

/** What metrics say where they cannot tell one failure from another. */
const overruled: ReadonlySet<Verdict> = new Set(["keepalive-race", "unclear"]);

/** The load balancer's own link is in the right order, as described: then its idle timeout loses no race. */
function outOfOrder(
  { causes, links, says }: Pick<Combined, "causes" | "links" | "says">,
  link: Json | undefined,
): Combined {
  const reason = "the server behind the load balancer outlives it, as the path was described";
  const ruling = {
    state: "out" as const,
    reason,
    value: `${textOf(link, "server")}: ${textOf(link, "serverClosesSeconds")} s, the load balancer ${textOf(link, "clientKeepsSeconds")} s`,
    threshold: "the server closes first",
    source: "the description of the path, idle_timeout.timeout_seconds",
  };
  return {
    verdict: "unclear",
    strength: null,
    says: `${says} Yet the timeouts are in the right order as described: look for reloads, recycled workers and limits of requests for each connection, or correct the description.`,
    causes: causes.map((cause) => (cause.cause === "idle-race" ? ruledAnew(cause, ruling) : cause)),
    links,
  };
}

const safe: readonly LinkVerdict[] = ["long-enough", "no-reuse"];

const isSafe = (link: Json | undefined) => safe.some((word) => textOf(link, "verdict") === word);

function textOf(link: Json | undefined, key: string): string {
  if (typeof link !== "object" || link === null || Array.isArray(link)) return "";
  const value = (link as { readonly [key: string]: Json })[key];
  return value === null || value === undefined ? "no" : String(value);
}
