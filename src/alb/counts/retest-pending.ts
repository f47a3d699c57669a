import type { Pending } from "#language";
import { formatWhole, plural } from "../../language/amounts.ts";
import { aftermathSeconds } from "../diagnosis/pattern/signs.ts";
import type { Compared, RetestObservation } from "./comparison.ts";
import type { Count } from "./poisson.ts";

/** What a retest waits for, and when it is expected at the traffic since the change. */
export function retestPending(observation: RetestObservation, compared: Compared): Pending {
  switch (compared.kind) {
    case "nothing-yet":
      return { says: "nothing counted yet", share: 0, expectedAt: readyAt(observation) };
    case "compared":
      return counting(observation, compared.since, compared.proof.needed);
    case "incomparable": {
      const load = compared.why.kind === "load" ? `: ${loadSays(compared.why.ratio)}` : "";
      const says = `${plural(compared.since.requests, "request")} counted, not comparable${load}`;
      return { says, share: 0, expectedAt: null };
    }
    default:
      return compared satisfies never;
  }
}

/** When CloudWatch shows the first requests that count, in milliseconds since the epoch. */
export function readyAt(observation: RetestObservation): number {
  const { now, clock, after, settleSeconds, periodSeconds } = observation;
  const calm = after.moving > 0 || clock?.known === "targets" ? aftermathSeconds : 0;
  const shown = (clock?.at ?? now) + (calm + settleSeconds + 2 * periodSeconds) * 1_000;
  return Math.max(shown, now + periodSeconds * 1_000);
}

/** When so many more requests are counted; null beyond a year, which is no expectation any more. */
export function expectedAt(
  { now, after, settleSeconds }: RetestObservation,
  since: Count,
  needed: number,
): number | null {
  const rate = since.requests / (after.to - after.from);
  const wait = needed / rate;
  return wait < 365 * 86_400_000 ? Math.round(now + settleSeconds * 1_000 + wait) : null;
}

/** "each target gets 5 times the requests that it got before", after load by load before. */
export const loadSays = (ratio: number) =>
  Math.abs(ratio - 1) <= 0.3
    ? "the load on each target swings too much"
    : `each target gets ${ratio < 1 ? Number(ratio.toFixed(2)) : Number(ratio.toFixed(1))} times the requests that it got before`;

function counting(observation: RetestObservation, since: Count, needed: number): Pending {
  const all = since.requests + needed;
  const failed = since.failures === 0 ? "" : `, ${formatWhole(since.failures)} failed`;
  return {
    says: `${formatWhole(since.requests)} of ${formatWhole(all)} ${failed === "" ? "clean " : ""}requests${failed}`,
    share: since.requests / all,
    expectedAt: expectedAt(observation, since, needed),
  };
}
