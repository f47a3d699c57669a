import { type Evidence, type NumbersOf, numbersOf, probeVersion, type Strength } from "#language";
import { causesIn, causesWithLogs } from "../../diagnosis/causes/causes-by-logs.ts";
import { type Cause, withRuling } from "../../diagnosis/causes/rule-on-causes.ts";
import type { PatternFinding } from "../../diagnosis/pattern/pattern-finding.ts";
import { isSafe } from "../../diagnosis/weighing/conflicts.ts";
import type { EvidenceSource, Weighed } from "../../diagnosis/weighing/overrules.ts";
import { logsSaid } from "../../probes/access-logs/causes-by-logs.ts";
import type { timeouts as timeoutsProbe } from "../../probes/timeouts/probe.ts";
import { evidenceWords, probeOf, weighWith } from "../../probes/weigh-evidence.ts";

/** The word that a diagnosis ends in: a finding of alb.pattern, what only access logs tell, or that AWS could not be read. */
export type DiagnosisVerdict =
  | PatternFinding
  | "mixed"
  | "killed-mid-request"
  | "bad-response"
  | "unread";

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
  readonly verdict: DiagnosisVerdict;
  readonly strength: Strength | null;
  readonly says: string;
  readonly causes: readonly Cause[];
  readonly links: NonNullable<NumbersOf<typeof timeoutsProbe>["links"]>;
}

/**
 * The verdict of all looks together, by the one rule of what outweighs what (`weigh`). Metrics alone are *possible*; an inverted
 * link that they point at makes it *likely*; a race that access logs show is *shown*. What cannot both be so is said.
 */
export function combineVerdicts(looks: Looks): Combined {
  const { pattern, logs } = looks;
  const causes = causesIn(pattern);
  const said = logs === null ? null : logsSaid({ ...logs, numbers: numbersOf(probeOf.logs, logs) });
  const { links = [] } = numbersOf(probeOf.timeouts, looks.timeouts);
  const weighed = weighWith([], wordsIn(looks));
  const combined = { ...verdictOf(looks, weighed), says: saysOf(looks, weighed), links };
  const ruled = { ...combined, causes: said === null ? causes : causesWithLogs(causes, said) };
  return quietYetEmpty(outOfOrder(ruled, looks, weighed), looks);
}

const wordsIn = ({ pattern, changes, logs, timeouts, measured = null }: Looks) =>
  evidenceWords(
    [
      as("metrics", pattern),
      as("changes", changes),
      ...(logs ? [as("logs", logs)] : []),
      ...(timeouts ? [as("timeouts", timeouts)] : []),
      ...(measured ? [as("measurement", measured)] : []),
    ].map((evidence) => ({ evidence, superseded: false })),
  );

const as = (source: EvidenceSource, evidence: Evidence) => ({
  ...evidence,
  probe: probeVersion(probeOf[source]),
});

function verdictOf(
  { pattern, logs }: Looks,
  { cause, strength }: Weighed,
): Pick<Combined, "verdict" | "strength"> {
  if (strength === "shown")
    return { verdict: (logs?.finding ?? "unclear") as DiagnosisVerdict, strength };
  if (cause !== null) return { verdict: cause as DiagnosisVerdict, strength };
  if (pattern.finding === null) return { verdict: "unread", strength: null };
  const isSuspicion = pattern.strength !== undefined;
  const verdict = isSuspicion ? "unclear" : (pattern.finding as PatternFinding);
  return { verdict, strength: null };
}

/** The sentence of who names the cause, what makes it more, and what speaks against it. */
function saysOf({ pattern, changes, logs, timeouts }: Looks, weighed: Weighed): string {
  const { cause, strength, link, takenBack, contradictions } = weighed;
  const byLogs = cause !== null && (strength === "shown" || takenBack || pattern.finding === null);
  const first = byLogs && logs !== null ? logs.says : pattern.says;
  const agrees = !byLogs && cause !== null && logs?.finding === cause && strength === "likely";
  const isOpen = cause === null && pattern.finding === "keepalive-race";
  const isUntold = cause === null && pattern.finding === "unclear" && logs?.finding === "unclear";
  const doubts = isOpen && weighed.changes ? `Yet ${changes.says}` : "";
  const sentences = [
    isOpen && logs?.finding === "unclear" && doubts === "" ? logs.says : first,
    !byLogs && link !== undefined ? timeouts?.says : "",
    agrees || isUntold ? logs?.says : "",
    doubts,
    ...contradictions.filter((one) => doubts === "" || !one.includes("changes")),
  ];
  return sentences.filter((sentence) => sentence).join(" ");
}

/** Nothing is quiet where the logs hold none of the requests that were counted. */
function quietYetEmpty(combined: Combined, { pattern, logs }: Looks): Combined {
  const { requests: counted = 0 } = numbersOf(probeOf.metrics, pattern);
  const isEmpty = numbersOf(probeOf.logs, logs).requests === 0 && counted > 0;
  return combined.verdict === "quiet" && isEmpty
    ? { ...combined, verdict: "unclear", strength: null, says: `${combined.says} ${emptyLogs}` }
    : combined;
}

const emptyLogs =
  "Yet the access logs that were read hold none of these requests, so the two are not of the same load balancer or time: see where the logs are looked for.";

/** The load balancer's own link is in the right order, as described: then its idle timeout loses no race. */
function outOfOrder(
  combined: Combined,
  { pattern: { finding }, timeouts }: Looks,
  { strength }: Weighed,
): Combined {
  const [link] = numbersOf(probeOf.timeouts, timeouts).links ?? [];
  const isSaid = finding === "keepalive-race" && strength !== "shown";
  if (!isSaid || link === undefined || !isSafe(link.verdict)) return combined;
  const seconds = (one: number | null | undefined) => one ?? "no";
  const ruling = {
    state: "out" as const,
    reason: "the server behind the load balancer outlives it, as the path was described",
    value: `${link.server}: ${seconds(link.serverClosesSeconds)} s, the load balancer ${seconds(link.clientKeepsSeconds)} s`,
    threshold: "the server closes first",
    source: "the description of the path, idle_timeout.timeout_seconds",
  };
  const causes = combined.causes.map((cause) =>
    cause.cause === "idle-race" ? withRuling(cause, ruling) : cause,
  );
  return { ...combined, causes };
}
