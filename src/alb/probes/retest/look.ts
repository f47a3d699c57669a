import { AwsProblem, failureSentence, isStopped } from "../../../aws/aws-problem.ts";
import { limitSignal } from "../../../deadline.ts";
import { readGroups } from "../../balancer.ts";
import { type AlbLook, type LookInputs, unreadResult } from "../define-probe.ts";
import { earlierRequests } from "../traffic/own-requests.ts";
import { type RetestCounts, readCounts } from "./counts.ts";
import { saidComplete } from "./earlier-retests.ts";
import { freshReadings, ownNumbers, retestEvidence } from "./evidence.ts";
import { type Fresh, freshRequests } from "./fresh-requests.ts";
import { retest } from "./probe.ts";

/** At equal opportunity only. What AWS does not tell is said in the evidence. */
export const look: AlbLook<typeof retest> = async (given) => {
  const { run, options, signal } = given;
  // Time is left for the counts.
  const until = limitSignal(signal, retest.moreSeconds * 1_000);
  const fresh = await freshRequests({ ...given, until });
  given.report({ says: "Counting 502s before and since the change", share: 1 });
  const { queries } = fresh;
  try {
    const counts = await countsOf(given, fresh);
    return { ...retestEvidence({ run, now: given.now() }, fresh, counts, options), queries };
  } catch (error) {
    const says = isStopped(signal)
      ? `${fresh.says} The counts were not read any more.`.trim()
      : `The counts could not be read. ${failureSentence(error)}`;
    return {
      ...unreadResult(says, { details: fresh.says === "" ? [] : [fresh.says] }),
      readings: freshReadings(fresh),
      numbers: ownNumbers(fresh),
      facts: { outcomes: fresh.outcomes },
      queries,
    };
  }
};

async function countsOf(given: LookInputs<typeof retest>, fresh: Fresh): Promise<RetestCounts> {
  const { account, run, options, signal } = given;
  // Why it was not read stands with the fresh requests, which need it first.
  if (fresh.arn === undefined) throw new AwsProblem("other", "The load balancer was not found.");
  const groups = await readGroups(account, fresh.arn, signal);
  const own = [...earlierRequests(run), ...(fresh.own === null ? [] : [fresh.own])];
  const of = { arn: fresh.arn, groups };
  const counting = { account, of, options, now: given.now(), signal };
  return readCounts(counting, run, saidComplete(run), own);
}
