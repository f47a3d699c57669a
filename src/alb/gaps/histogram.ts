import type { TestedFamily } from "./causes.ts";
import type { LogAnswers } from "./log-answers.ts";

/**
 * How long connections had been idle before 502s and before other requests, as small numbers for a picture. A bin counts the
 * requests that had a response of the same node and target that long before; a request is in many bins.
 */
export interface GapHistogram {
  readonly binSeconds: number;
  /** Seconds at which the first bin begins. */
  readonly from: number;
  readonly failures: readonly number[];
  /** Of as many other requests. */
  readonly controls: readonly number[];
  /** The failures, and the other requests, that were looked at. */
  readonly of: number;
  /** The inferred timeout with the least and the most of the lags that it comes from; null where none stands out. */
  readonly timeout: Inferred | null;
}

/** An idle timeout that failures betray, in seconds. */
export interface Inferred {
  readonly seconds: number;
  readonly low: number;
  readonly high: number;
}

/** The histogram of the family that says most; null where none was tested. */
export function gapHistogram(
  { gaps }: LogAnswers,
  families: readonly TestedFamily[],
): GapHistogram | null {
  const best = sortByRace(families);
  const found = gaps.find(({ group, shape }) => group === best?.group && shape === best.shape);
  if (!best || !found || found.lags.failures.length === 0) return null;
  const { binSeconds, from, failures, controls } = found.lags;
  return {
    binSeconds: rounded(binSeconds),
    from: rounded(from),
    failures,
    controls,
    of: found.evidence.failures,
    timeout: inferredTimeout(best),
  };
}

/** The timeout that a family's test infers; null where the test shows none. */
export const inferredTimeout = ({ result }: TestedFamily): Inferred | null =>
  result.verdict !== "shown" || result.timeout === null
    ? null
    : {
        seconds: result.timeout.seconds,
        low: rounded(result.timeout.least),
        high: rounded(result.timeout.most),
      };

/** Those that show a race first, by the failures that they explain; else the one with the most failures. */
export const sortByRace = (families: readonly TestedFamily[]): TestedFamily | undefined =>
  families.toSorted(
    (one, other) =>
      Number(other.result.verdict === "shown") - Number(one.result.verdict === "shown") ||
      other.result.hits - one.result.hits ||
      other.before - one.before,
  )[0];

const rounded = (seconds: number) => Math.round(seconds * 1_000) / 1_000;
