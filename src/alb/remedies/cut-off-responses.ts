import type { ChangeSafety } from "#language";
import { plural } from "../../language/amounts.ts";
import { formatSeconds } from "../links/durations.ts";

/** How long the load balancer waited for responses over a stretch of time; null where it is not known. */
export type Responses = {
  /** The highest p99 of any period, in seconds. */
  readonly p99: number | null;
  /** The longest response, in seconds. */
  readonly longest: number | null;
  /** Responses that did not come within the idle timeout that holds now. */
  readonly timedOut: number | null;
  /** Requests a second in the busiest period. */
  readonly busiest: number | null;
  /** What stretch of time it is about: "7 days". */
  readonly over: string;
};

/**
 * Whether an idle timeout of so many seconds would cut responses off, for it is also the longest silence that the load balancer
 * bears of a target. TargetResponseTime ends with the response's headers, so a response that pauses later is not in it.
 */
export function cutsOff(seconds: number, responses: Responses | null): Judged {
  if (responses === null || responses.longest === null) {
    return { safety: "unknown", says: `${also(seconds)} ${notMeasured}` };
  }
  const { longest, p99, timedOut, over } = responses;
  const measured = `the longest in ${over} took ${formatSeconds(short(longest))}`;
  if (longest >= seconds) {
    const share = p99 !== null && p99 < seconds ? fewOf(p99) : "";
    return {
      safety: "unsafe",
      says: `${also(seconds)} It would cut responses off: ${measured}${share}.`,
    };
  }
  if (timedOut !== null && timedOut > 0) {
    return {
      safety: "unsafe",
      says: `${also(seconds)} ${plural(timedOut, "request")} in ${over} waited even longer than now and failed with 504, and more would.`,
    };
  }
  const safety = longest > 0.8 * seconds ? "careful" : "safe";
  return { safety, says: `${also(seconds)} No response was that slow: ${measured}.` };
}

interface Judged {
  readonly safety: ChangeSafety;
  readonly says: string;
}

const also = (seconds: number) =>
  `It is also the response timeout: a target that stays silent for ${formatSeconds(seconds)} then fails with 504.`;

const notMeasured =
  "How long responses take could not be read, so look at TargetResponseTime (Maximum) first.";

const fewOf = (p99: number) =>
  `, though 99 of 100 are answered within ${formatSeconds(short(p99))} or less`;

/** Two digits behind the point say enough. */
const short = (seconds: number) => Number(seconds.toFixed(2));
