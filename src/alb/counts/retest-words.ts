import type { FindingOf, Reading } from "#language";
import { formatUtc, formatWhole, percent, plural } from "../../language/amounts.ts";
import type { retest } from "../probes/retest/probe.ts";
import {
  burstDispersion,
  type Compared,
  fewestBefore,
  type Incomparable,
  type RetestObservation,
} from "./comparison.ts";
import type { Count } from "./poisson.ts";
import type { ChangeProof } from "./proof.ts";
import { expectedAt, loadSays, readyAt } from "./retest-pending.ts";
import type { CountingFrom } from "./rollout.ts";

/** The words of the probe alb.retest. */
export type RetestFinding = FindingOf<typeof retest>;

/** The sentence that the thread leads with, the same in short, and what explains it. */
export function retestSays(
  observation: RetestObservation,
  compared: Compared,
  finding: RetestFinding,
): Said {
  const { fresh } = observation;
  const counts = countsSay(observation, compared);
  if (fresh.failures > 0) {
    const own = `${formatWhole(fresh.failures)} of ${plural(fresh.requests, "fresh request")} failed with 502 just now.`;
    const details = [counts, ...explained(observation, compared)];
    return { says: `${own} Still failing.`, headline: `Still failing: ${own}`, details };
  }
  const verdict = verdictSays(observation, compared, finding);
  const headline = `${inShort[finding]}: ${sinceSays(compared.since)} since the change.`;
  return { says: `${counts} ${verdict}`, headline, details: explained(observation, compared) };
}

interface Said {
  readonly says: string;
  readonly headline: string;
  readonly details: readonly string[];
}

const inShort: { readonly [finding in RetestFinding]: string } = {
  fixed: "Fixed",
  "not-enough": "Not enough yet",
  "still-failing": "Still failing",
  "not-comparable": "Not comparable",
};

const sinceSays = ({ requests, failures }: Count): string =>
  requests === 0
    ? "no requests are counted"
    : `${formatWhole(failures)} of ${plural(requests, "request")} failed`;

/** What was counted, with the metrics that it comes from. */
export function retestReadings(
  { baseline, after }: RetestObservation,
  compared: Compared,
): readonly Reading[] {
  const source = "HTTPCode_ELB_502_Count / RequestCount";
  const since = { label: "502s since the change", value: ratio(compared.since), source };
  if (compared.kind !== "compared") return [since];
  const { before, proof } = compared;
  return [
    {
      label: `502s before the change (${stretch(baseline)})`,
      value: ratio(before),
      source,
    },
    { ...since, label: `502s since the change (${stretch(after)})` },
    {
      label: "Could this be luck? Chance of so few if nothing were fixed",
      value: percent(proof.luck),
      source: test,
    },
    {
      label: "Could this be luck? Chance of so few if a quarter of the failures were left",
      value: percent(proof.luckOfPart),
      threshold: "at most 5 % over all looks",
      source: test,
    },
  ];
}

const test = "exact conditional test of two Poisson rates";

function countsSay({ clock, now }: RetestObservation, compared: Compared): string {
  const when = clock === null ? "" : ` since ${formatUtc(clock.at, now)}`;
  const { requests, failures } = compared.since;
  const counted =
    requests === 0
      ? `No requests are counted${when} yet`
      : `${formatWhole(failures)} of ${plural(requests, "request")} failed${when}`;
  if (compared.kind !== "compared") return `${counted}.`;
  const { before } = compared;
  return `${counted}; before the change, at the same load, ${formatWhole(before.failures)} of ${formatWhole(before.requests)} did.`;
}

function verdictSays(
  observation: RetestObservation,
  compared: Compared,
  finding: RetestFinding,
): string {
  if (compared.kind === "incomparable") return incomparable(observation, compared.why);
  if (compared.kind === "nothing-yet") return nothingYet(observation);
  switch (finding) {
    case "fixed":
      return "Fixed: it is 95 % sure that less than a quarter of the old failures are left.";
    case "still-failing":
      return rateOf(compared.since) > rateOf(compared.before)
        ? "Still failing: no less often than before the change."
        : "Still failing: more than a tenth of the old failures are left.";
    case "not-enough":
    case "not-comparable":
      return notEnough(observation, compared.since, compared.proof);
    default:
      return finding satisfies never;
  }
}

const rateOf = ({ requests, failures }: Count): number => failures / (requests || 1);

function notEnough(
  observation: RetestObservation,
  since: Count,
  { helps, needed }: ChangeProof,
): string {
  const so = helps ? "It helps, but is not proven to be fixed" : "Not enough yet";
  const at = expectedAt(observation, since, needed);
  const when = at === null ? "" : `, expected by ${formatUtc(at, observation.now)}`;
  return `${so}: about ${plural(needed, "more clean request")} ${needed === 1 ? "is" : "are"} needed to be 95 % sure${when}.`;
}

function nothingYet(observation: RetestObservation): string {
  const { now, after, settleSeconds } = observation;
  const why =
    after.moving > 0
      ? "targets came or went, and the minutes around that are left out"
      : `CloudWatch's newest ${formatWhole(settleSeconds)} seconds are incomplete`;
  return `Not enough yet: ${why}. Look again after ${formatUtc(readyAt(observation), now)}.`;
}

function incomparable({ baseline }: RetestObservation, why: Incomparable): string {
  switch (why.kind) {
    case "no-change":
      return "Not comparable: no change is recorded in this run. Confirm the change first.";
    case "no-baseline":
      return "Not comparable: no counts from before the change could be read. Rely on the order of the timeouts.";
    case "moving":
      return "Not comparable: targets come and go all the time, and the minutes around that are left out. Rely on the order of the timeouts.";
    case "too-few":
      return `Not comparable: ${count(why.before.failures)} under like load before the change, and it takes ${fewestBefore} to measure a fix by. Rely on the order of the timeouts, or look again under a load with more failures.`;
    case "load": {
      const like =
        baseline === null ? "" : `, for example tomorrow at ${formatUtc(middle(baseline))}`;
      return `Not comparable: ${loadSays(why.ratio)}, and the failures depend on that. Look again when the load is like before${like}.`;
    }
    default:
      return why satisfies never;
  }
}

const count = (failures: number) => `${failures} failure${failures === 1 ? "" : "s"}`;

function explained({ clock, now }: RetestObservation, compared: Compared): readonly string[] {
  const bursts =
    compared.kind === "compared" && compared.dispersion > burstDispersion
      ? [`Failures came in bursts before the change, so each burst counts once.`]
      : [];
  return [...(clock === null ? [] : startSays(clock, now)), ...bursts];
}

function startSays({ at, known }: CountingFrom, now: number): readonly string[] {
  switch (known) {
    case "targets":
      return [
        `The clock starts at ${formatUtc(at, now)}: until then targets came and went (HealthyHostCount), so the rollout was not complete.`,
      ];
    case "said":
      return [
        `The clock starts at ${formatUtc(at, now)}, when the rollout was complete as stated.`,
      ];
    case "marked":
      return [];
    default:
      return known satisfies never;
  }
}

const middle = ({ from, to }: { from: number; to: number }) => (from + to) / 2;

const stretch = (part: { readonly from: number; readonly to: number } | null) =>
  part === null ? "not read" : `${formatUtc(part.from, part.to)} to ${formatUtc(part.to)}`;

const ratio = ({ failures, requests }: Count) =>
  `${formatWhole(failures)} of ${formatWhole(requests)}${requests === 0 ? "" : ` (${percent(failures / requests)})`}`;
