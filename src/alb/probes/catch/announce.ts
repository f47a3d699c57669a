import { shownUrl } from "#language";
import { several } from "../../../language/amounts.ts";
import type { Trace } from "../../../run/visits.ts";
import { formatSeconds } from "../../links/durations.ts";
import { catchRace } from "./probe.ts";
import { secondsOf, type WavePlan } from "./waves.ts";

/** The trace of bursts that are about to be sent from `now` on: what is counted in that time is not judged. */
export function announcedWaves(plan: WavePlan, now: number): Trace {
  const { burst, waves, method, url } = plan;
  const seconds = secondsOf(plan);
  return {
    says: `${several(burst * waves, `${method} request`)} of its own to ${shownUrl(url.href)}, in bursts of ${burst} over ${formatSeconds(Math.round(seconds))}`,
    // Answers may be late, but no later than the time for all of it.
    numbers: {
      from: now,
      to: now + catchRace.moreSeconds * 1_000,
      requests: burst * waves,
      failures: null,
    },
  };
}
