import type { Evidence, Ruling, TakenBack } from "#language";
import type { Visit } from "../../../run/run.ts";
import { type LogsSaid, withLogs } from "../../diagnosis/causes/logged.ts";
import type { Cause } from "../../diagnosis/possible-causes.ts";
import { scanned } from "../../gaps/scan.ts";
import { asRuling } from "../pattern/numbers.ts";

/** The newest differential of a run with what the logs say of it; empty where the metrics made none, or the logs say nothing. */
export function differentialOf(
  visits: readonly Pick<Visit, "evidence" | "superseded">[],
  logs: Pick<Evidence, "finding" | "numbers">,
): readonly Ruling[] {
  const pattern = newestPattern(visits);
  const causes = (pattern?.evidence?.rulings ?? []) as readonly Cause[];
  const said = logsSaid(logs);
  return said === null ? [] : withLogs(causes, said).map(asRuling);
}

/** The shares that access logs gave; null where there were none to read, or too few failures. */
export function logsSaid({
  finding,
  numbers,
}: Pick<Evidence, "finding" | "numbers">): LogsSaid | null {
  if (finding === null || nothingRead.has(finding)) return null;
  const shares = (numbers.causes ?? []) as unknown as LogsSaid["shares"];
  return { shares, failures: Number(numbers.failures ?? 0), excludesRace: excludesRace(numbers) };
}

/** Whether every length of idleness was looked at that the load balancer allows, and the failures follow none. */
function excludesRace({ gapTests = [], longestIdle = null }: Evidence["numbers"]): boolean {
  const all = Array.isArray(gapTests) ? gapTests : [];
  const whole = typeof longestIdle !== "number" || longestIdle <= scanned.to;
  return whole && all.every((verdict) => verdict === "none");
}

const nothingRead: ReadonlySet<string> = new Set(["logs-off", "not-delivered", "too-few"]);

/**
 * What the logs take back of an earlier look of this run at the metrics: they tell one failure from another, and metrics cannot.
 * Nothing where both name the same; a race behind a proxy is the targets' own error in the logs.
 */
export function takenBackBy(
  visits: readonly Pick<Visit, "evidence" | "superseded">[],
  { finding, strength }: Pick<Evidence, "finding" | "strength">,
): { readonly takesBack?: readonly TakenBack[] } {
  const suspected = newestPattern(visits)?.evidence;
  if (suspected?.strength === undefined || finding === null || strength === undefined) return {};
  const isSame = suspected.finding === finding || agreeing.has(`${suspected.finding} ${finding}`);
  const why = "The access logs name another cause.";
  return isSame ? {} : { takesBack: [{ probe: "alb.pattern", why }] };
}

const agreeing: ReadonlySet<string> = new Set([
  "keepalive-race mixed",
  "inner-hop-race target-error",
]);

const newestPattern = (visits: readonly Pick<Visit, "evidence" | "superseded">[]) =>
  visits.findLast(
    ({ evidence, superseded }) => !superseded && evidence?.probe.startsWith("alb.pattern@"),
  );
