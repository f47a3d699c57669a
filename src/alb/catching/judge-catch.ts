import type { FindingOf, Pending } from "#language";
import { formatWhole, plural } from "../../language/amounts.ts";
import type { Count } from "../counts/poisson.ts";
import { type ChangeProof, judgeChange } from "../counts/proof.ts";
import type { Judgement } from "../diagnosis/judgement-shape.ts";
import { formatSeconds } from "../links/durations.ts";
import type { catchRace } from "../probes/catch/probe.ts";
import {
  catchReadings,
  catchSentence,
  chanceOf,
  expectedFailures,
  maxCatchChance,
} from "./catching-readings.ts";
import type { AfterChange, CatchObservation } from "./observation.ts";

/** The words of the probe alb.catch. */
export type CatchFinding = FindingOf<typeof catchRace>;

export interface CatchJudgement extends Omit<Judgement<CatchFinding>, "strength"> {
  readonly strength?: "shown";
  readonly headline: string;
  /** More aimed requests without a failure until it is shown that nothing is caught any more; null where nobody can tell. */
  readonly needed: number | null;
  readonly pending: Pending | null;
}

/**
 * Says whether the race was caught in the act. Pure. Before a change: more aimed requests fail than usual traffic and bursts without an
 * aim explain (chance below 0.1 %). After it: as a retest judges counts, against what was caught before; without such a control nothing caught means
 * nothing, and so it does where more traffic uses the connections than then.
 */
export function judgeCatch(observation: CatchObservation): CatchJudgement {
  const { after } = observation;
  if (after === null || after.control === null) return alone(observation);
  const { control } = after;
  const ratio = loadRatio(observation.load, control.load);
  if (ratio !== null && ratio > mostLoad) return busier(observation, ratio);
  return against(observation, control.aimed, after);
}

/** How many aimed requests show that nothing is caught any more, when none of them fails. */
export const aimedRequestsNeeded = (control: Count, attempt: number): number =>
  judgeChange(control, { requests: 1, failures: 0 }, attempt).needed + 1;

/** More other traffic takes more of the idle connections first, so that fewer aimed requests meet one. */
const mostLoad = 1.25;

const loadRatio = (now: number | null, then: number | null): number | null =>
  now === null || then === null || then === 0 ? null : now / then;

function alone(observation: CatchObservation): CatchJudgement {
  const { aimed, after } = observation;
  const chance = chanceOf(observation);
  const what = failedOf(aimed, observation);
  const rest = {
    details: [],
    readings: catchReadings(observation, null),
    needed: null,
    pending: null,
  };
  if (aimed.failures >= 2 && chance <= maxCatchChance) {
    const usual = `without the aim about ${Number(expectedFailures(observation).toPrecision(2))} would have`;
    const headline = `Caught in the act: ${what}.`;
    return {
      ...{ finding: "caught", strength: "shown", headline, ...rest },
      says: `${what}; ${usual}. Caught in the act: the backend closes a connection under the next request.`,
    };
  }
  const why =
    after === null
      ? "That shows nothing: the load balancer may have used other connections, or the backend closes after another time. Go on with the timeouts."
      : "That shows nothing, because nothing was caught before the change. Rely on the counts.";
  const luck = aimed.failures === 0 ? "" : ", which needs no race to be explained";
  return { finding: "no-control", headline: `${what}.`, says: `${what}${luck}. ${why}`, ...rest };
}

function against(
  observation: CatchObservation,
  control: Count,
  { earlier, attempt }: AfterChange,
): CatchJudgement {
  const all = {
    requests: observation.aimed.requests + earlier.requests,
    failures: observation.aimed.failures + earlier.failures,
  };
  const proof = judgeChange(control, all, attempt);
  const before = `before the change ${formatWhole(control.failures)} of ${formatWhole(control.requests)} did`;
  const what = `${failedOf(all, observation)} since the change`;
  return {
    ...verdictOf(proof, all),
    says: `${what}; ${before}. ${verdictSays(proof)}`,
    details: [],
    readings: catchReadings(observation, proof),
  };
}

type Verdict = Pick<CatchJudgement, "finding" | "strength" | "headline" | "needed" | "pending">;

function verdictOf({ verdict, needed }: ChangeProof, all: Count): Verdict {
  const settled = { needed: null, pending: null } as const;
  if (verdict === "fixed")
    return { finding: "not-caught", headline: "Not caught any more.", ...settled };
  if (verdict === "still-failing")
    return { finding: "caught", strength: "shown", headline: "Caught again.", ...settled };
  const wanted = all.requests + needed;
  const says = `${formatWhole(all.requests)} of ${formatWhole(wanted)} aimed requests`;
  const pending = { says, share: all.requests / wanted, expectedAt: null };
  return { finding: "not-enough", headline: `Not enough yet: ${says}.`, needed, pending };
}

function verdictSays({ verdict, needed }: ChangeProof): string {
  switch (verdict) {
    case "fixed":
      return "Not caught any more: it is 95 % sure that less than a quarter of the old failures are left.";
    case "still-failing":
      return "Caught again: more than a tenth of the old failures are left.";
    case "not-enough":
      return `Not enough yet: about ${plural(needed, "more aimed request")} without a failure are needed to be 95 % sure.`;
    default:
      return verdict satisfies never;
  }
}

function busier(observation: CatchObservation, ratio: number): CatchJudgement {
  const what = failedOf(observation.aimed, observation);
  return {
    finding: "not-comparable",
    headline: "Not comparable: more traffic than before.",
    says: `${what}, under ${Number(ratio.toFixed(1))} times the traffic of when it was caught. That takes the idle connections away, so it shows nothing. Count instead, or look again when traffic is as it was.`,
    details: [],
    readings: catchReadings(observation, null),
    needed: null,
    pending: null,
  };
}

/** "9 of 1,350 requests sent on connections idle for 6 s failed with 502" */
const failedOf = (count: Count, { idleSeconds }: CatchObservation): string =>
  `${catchSentence(count)} sent on connections idle for ${formatSeconds(idleSeconds)} failed with 502`;
