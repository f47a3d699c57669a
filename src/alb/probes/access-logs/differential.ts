import type { Evidence, Ruling } from "#language";
import { type LogsSaid, withLogs } from "../../diagnosis/causes/logged.ts";
import type { Cause } from "../../diagnosis/possible-causes.ts";
import { scanned } from "../../gaps/scan.ts";
import { newestOf, type Seen } from "../earlier.ts";
import { listIn } from "../json.ts";
import { asRuling } from "../pattern/numbers.ts";

/** The newest differential of a run with what the logs say of it; empty where the metrics made none, or the logs say nothing. */
export function differentialOf(
  visits: readonly Seen[],
  logs: Pick<Evidence, "finding" | "numbers">,
): readonly Ruling[] {
  const causes = (newestOf(visits, "alb.pattern")?.rulings ?? []) as readonly Cause[];
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
function excludesRace({ gapTests, longestIdle = null }: Evidence["numbers"]): boolean {
  const whole = typeof longestIdle !== "number" || longestIdle <= scanned.to;
  return whole && listIn(gapTests).every((verdict) => verdict === "none");
}

const nothingRead: ReadonlySet<string> = new Set(["logs-off", "not-delivered", "too-few"]);
