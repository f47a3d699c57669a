import {
  burstDispersion,
  type Compared,
  fewestBefore,
  type Incomparable,
  type RetestObservation,
} from "./comparison.ts";
import type { Measured } from "./judgement.ts";
import type { Count } from "./poisson.ts";
import { grouped, percent, several, utc } from "./wording.ts";

/** The words of the probe alb.retest. */
export type RetestFinding = "fixed" | "not-enough" | "still-failing" | "not-comparable";

/** The sentence that the thread leads with, and those that explain it. */
export function retestSays(
  observation: RetestObservation,
  compared: Compared,
  finding: RetestFinding,
): { readonly says: string; readonly details: readonly string[] } {
  const { fresh } = observation;
  const counts = countsSay(observation, compared);
  if (fresh.failures > 0) {
    const own = `${grouped(fresh.failures)} of ${several(fresh.requests, "fresh request")} failed with 502 just now.`;
    return { says: `${own} Still failing.`, details: [counts, ...explained(compared)] };
  }
  const verdict = verdictSays(observation, compared, finding);
  return { says: `${counts} ${verdict}`, details: explained(compared) };
}

/** What was counted, with the metrics that it comes from. */
export function retestReadings(
  { baseline, after }: RetestObservation,
  compared: Compared,
): readonly Measured[] {
  const source = "HTTPCode_ELB_502_Count / RequestCount";
  const since = { label: "502s since the change", value: ratio(compared.since), source };
  if (compared.kind !== "compared") return [since];
  const { before, proof } = compared;
  return [
    {
      label: `502s before the change, at the same load (${stretch(baseline)})`,
      value: ratio(before),
      source,
    },
    { ...since, label: `502s since the change (${stretch(after)})` },
    {
      label: "Chance of this by luck, with nothing fixed",
      value: percent(proof.luck),
      threshold: "5 % over all looks, leftovers and changes",
      source: "exact conditional test of two Poisson rates",
    },
  ];
}

function countsSay({ changes, now }: RetestObservation, compared: Compared): string {
  const changedAt = changes.at(-1);
  const when = changedAt === undefined ? "" : ` since ${utc(changedAt, now)}`;
  const { requests, failures } = compared.since;
  const counted =
    requests === 0
      ? `No requests are counted${when} yet`
      : `${grouped(failures)} of ${several(requests, "request")} failed${when}`;
  if (compared.kind !== "compared") return `${counted}.`;
  const { before } = compared;
  return `${counted}; before the change, at the same load, ${grouped(before.failures)} of ${grouped(before.requests)} did.`;
}

function verdictSays(
  observation: RetestObservation,
  compared: Compared,
  finding: RetestFinding,
): string {
  if (compared.kind === "incomparable") return incomparable(observation, compared.why);
  if (compared.kind === "nothing-yet") return nothingYet(observation);
  const { needed } = compared.proof;
  switch (finding) {
    case "fixed":
      return "Fixed, with less than 5 % chance of luck.";
    case "still-failing":
      return "Still failing: more than a tenth of the old rate would leave.";
    case "not-enough":
    case "not-comparable":
      return `Not enough yet: about ${several(needed, "more clean request")} are needed${expected(observation, compared.since, needed)}.`;
    default:
      return finding satisfies never;
  }
}

function nothingYet({ now, changes, settleSeconds, periodSeconds }: RetestObservation): string {
  const ready = Math.max(now, changes.at(-1) ?? now) + (settleSeconds + 2 * periodSeconds) * 1_000;
  return `Not enough yet: CloudWatch's newest ${grouped(settleSeconds)} seconds are incomplete. Look again after ${utc(ready)}.`;
}

function expected({ now, after, settleSeconds }: RetestObservation, since: Count, needed: number) {
  const rate = since.requests / (after.to - after.from);
  const at = now + settleSeconds * 1_000 + needed / rate;
  // Beyond a year a date is no longer an expectation.
  return rate > 0 && needed / rate < 365 * 86_400_000 ? `, expected by ${utc(at, now)}` : "";
}

function incomparable({ baseline }: RetestObservation, why: Incomparable): string {
  switch (why.kind) {
    case "no-change":
      return "Not comparable: no change is recorded in this run. Confirm the change first.";
    case "no-baseline":
      return "Not comparable: no counts from before the change could be read. Rely on the order of the timeouts.";
    case "too-few":
      return `Not comparable: ${count(why.before.failures)} under like load before the change, and it takes ${fewestBefore} to measure a fix by. Rely on the order of the timeouts, or look again under a load with more failures.`;
    case "load": {
      const like = baseline === null ? "" : `, for example tomorrow at ${utc(middle(baseline))}`;
      return `Not comparable: ${loadSays(why.ratio)}, and the failures depend on that. Look again when the load is like before${like}.`;
    }
    default:
      return why satisfies never;
  }
}

const count = (failures: number) => `${failures} failure${failures === 1 ? "" : "s"}`;

const loadSays = (ratio: number) =>
  Math.abs(ratio - 1) <= 0.3
    ? "the load on each target swings too much"
    : `each target gets ${ratio < 1 ? Number(ratio.toFixed(2)) : Number(ratio.toFixed(1))} times the requests that it got before`;

function explained(compared: Compared): readonly string[] {
  if (compared.kind !== "compared" || compared.dispersion <= burstDispersion) return [];
  return [
    `Failures came in bursts before the change (variance ${Number(compared.dispersion.toFixed(1))} times the mean), so each burst counts once.`,
  ];
}

const middle = ({ from, to }: { from: number; to: number }) => (from + to) / 2;

const stretch = (part: { readonly from: number; readonly to: number } | null) =>
  part === null ? "not read" : `${utc(part.from, part.to)} to ${utc(part.to)}`;

const ratio = ({ failures, requests }: Count) =>
  `${grouped(failures)} of ${grouped(requests)}${requests === 0 ? "" : ` (${percent(failures / requests)})`}`;
