import type { NumbersOf, Ruling } from "#language";
import { percent } from "../../../language/amounts.ts";
import { newestEvidence, type VisitEvidence } from "../../../run/evidence-of.ts";
import { causesIn, causesWithLogs, type LogsSaid } from "../../diagnosis/causes/causes-by-logs.ts";
import { scanRange } from "../../gaps/timeouts-scanned.ts";
import { asRuling } from "../pattern/numbers.ts";
import { pattern } from "../pattern/probe.ts";
import type { accessLogs } from "./probe.ts";

/** What access logs came to. */
interface Logs {
  readonly finding: string | null;
  readonly numbers: NumbersOf<typeof accessLogs>;
}

/** The newest differential of a run with what the logs say of it; empty where the metrics made none, or the logs say nothing. */
export function differentialByLogs(
  visits: readonly VisitEvidence[],
  logs: Logs,
): readonly Ruling[] {
  const causes = causesIn(newestEvidence({ visits }, pattern));
  const said = logsSaid(logs);
  return said === null || said.failures === 0 ? [] : causesWithLogs(causes, said).map(asRuling);
}

/** The shares that access logs gave, none of too few failures; null where there were none to read. */
export function logsSaid({ finding, numbers }: Logs): LogsSaid | null {
  if (finding === null || nothingRead.has(finding)) return null;
  const { causes: shares = [], failures = 0, gaveUp = null } = numbers;
  if (finding === "too-few") return { shares: [], failures: 0, excludesRace: false, gaveUp };
  const said = { shares, failures, gaveUp, excludesRace: excludesRace(numbers) };
  return { ...said, tooWeak: tooWeak(numbers) };
}

/** Why a test that finds no length of idleness rules no race out; null where it had the power to find one. */
function tooWeak({ gapTests = [], gapNeeds = null }: Logs["numbers"]): string | null {
  if (!gapTests.includes("weak")) return null;
  return gapNeeds === null
    ? "in traffic this dense the gap test would not show a timer that closes connections in a band"
    : `with so few failures in traffic this dense, the gap test shows a timer that closes connections in a band only if ${percent(gapNeeds)} of them follow it`;
}

/** Whether every length of idleness was looked at that the load balancer allows, and the failures follow none. */
function excludesRace({ gapTests = [], longestIdle = null }: Logs["numbers"]): boolean {
  const whole = longestIdle === null || longestIdle <= scanRange.to;
  return whole && gapTests.every((verdict) => verdict === "none");
}

const nothingRead: ReadonlySet<string> = new Set(["logs-off", "not-delivered"]);
