import type { NumbersOf, Ruling } from "#language";
import { newest, type Seen } from "../../../run/evidence-of.ts";
import { type LogsSaid, withLogs } from "../../diagnosis/causes/causes-by-logs.ts";
import type { Cause } from "../../diagnosis/causes/possible-causes.ts";
import { scanned } from "../../gaps/timeouts-scanned.ts";
import { asRuling } from "../pattern/numbers.ts";
import { pattern } from "../pattern/probe.ts";
import type { accessLogs } from "./probe.ts";

/** What access logs came to. */
interface Logs {
  readonly finding: string | null;
  readonly numbers: NumbersOf<typeof accessLogs>;
}

/** The newest differential of a run with what the logs say of it; empty where the metrics made none, or the logs say nothing. */
export function differentialOf(visits: readonly Seen[], logs: Logs): readonly Ruling[] {
  const causes = (newest({ visits }, pattern)?.rulings ?? []) as readonly Cause[];
  const said = logsSaid(logs);
  return said === null ? [] : withLogs(causes, said).map(asRuling);
}

/** The shares that access logs gave; null where there were none to read, or too few failures. */
export function logsSaid({ finding, numbers }: Logs): LogsSaid | null {
  if (finding === null || nothingRead.has(finding)) return null;
  const { causes: shares = [], failures = 0 } = numbers;
  return { shares, failures, excludesRace: excludesRace(numbers) };
}

/** Whether every length of idleness was looked at that the load balancer allows, and the failures follow none. */
function excludesRace({ gapTests = [], longestIdle = null }: Logs["numbers"]): boolean {
  const whole = longestIdle === null || longestIdle <= scanned.to;
  return whole && gapTests.every((verdict) => verdict === "none");
}

const nothingRead: ReadonlySet<string> = new Set(["logs-off", "not-delivered", "too-few"]);
