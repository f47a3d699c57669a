import { failureSentence } from "../../../aws/aws-problem.ts";
import { readBalancer, readDelays, readGroups } from "../../balancer.ts";
import { judgeDrain } from "../../diagnosis/changes/judge-drain.ts";
import type { AlbLook, LookInputs } from "../define-probe.ts";
import type { drain } from "./probe.ts";

export const look: AlbLook<typeof drain> = async (given) => {
  const { delays, unread } = await delaysOf(given);
  const { gracePeriod = null, preStop = null, readinessGate, closesIdle } = given.facts;
  const judged = judgeDrain({
    delay: delays.length === 0 ? null : Math.max(...delays.map(({ seconds }) => seconds)),
    grace: gracePeriod,
    preStop,
    readinessGate: yesOrNo(readinessGate),
    closesIdle: yesOrNo(closesIdle),
    unread,
  });
  // What could not be read recommends nothing.
  const finding = unread.length > 0 ? null : judged.finding;
  return { ...judged, finding, numbers: { delays } };
};

async function delaysOf({ account, facts, signal }: LookInputs<typeof drain>) {
  try {
    const { arn } = await readBalancer(account, facts.loadBalancer, signal);
    const groups = await readGroups(account, arn, signal);
    return { delays: await readDelays(account, groups, signal), unread: [] };
  } catch (error) {
    return { delays: [], unread: [failureSentence(error)] };
  }
}

const yesOrNo = (fact: string | undefined) =>
  fact === "Yes" ? true : fact === "No" ? false : null;
