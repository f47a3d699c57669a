import { shownUrl } from "#language";
import { failureSentence } from "../../../aws/aws-problem.ts";
import { limitSignal } from "../../../deadline.ts";
import { plural } from "../../../language/amounts.ts";
import { runPermitted } from "../../../probes/request-permits.ts";
import type { Trace } from "../../../run/visits.ts";
import { judgeCatch } from "../../catching/judge-catch.ts";
import type { CatchObservation } from "../../catching/observation.ts";
import { formatSeconds } from "../../links/durations.ts";
import { type AlbLook, type LookInputs, type LookResult, unreadResult } from "../define-probe.ts";
import { saidComplete } from "../retest/earlier-retests.ts";
import { countOutcomes } from "../retest/requests.ts";
import { catchToCompare } from "./earlier-catches.ts";
import { type Aim, planCatch } from "./plan.ts";
import { catchRace } from "./probe.ts";
import { readUsual } from "./usual-traffic.ts";
import { burstsSeconds, type SentWaves, sendWaves, type WavePlan } from "./waves.ts";

/** It sends nothing without someone's yes, and nothing again after it was interrupted. */
export const look: AlbLook<typeof catchRace> = async (given) => {
  const refusal = refused(given);
  if (refusal !== null) return refusal;
  try {
    const usual = await readUsual(given);
    const planned = await planCatch(given, usual);
    if (planned.kind === "impossible") return noting("refused", planned.why);
    const { aim, query } = planned;
    const sent = await send(given, aim);
    if ("why" in sent) return unreadResult(`Nothing was sent. ${sent.why}`);
    return { ...evidenceOf(given, aim, sent), queries: [query] };
  } catch (error) {
    return unreadResult(`Nothing was sent. ${failureSentence(error)}`);
  }
};

async function send(
  given: LookInputs<typeof catchRace>,
  { balancer, plan }: Aim,
): Promise<SentWaves | { readonly why: string }> {
  const wanted = {
    ...{ destination: balancer, called: "this load balancer" },
    requests: plan.burst * plan.waves,
  };
  return runPermitted(given.sending.permits, wanted, async (allowed) => {
    await given.leave(announcedWaves(plan, given.now()));
    const until = AbortSignal.any([given.signal, allowed]);
    return sendWaves(plan, { ...given, signal: limitSignal(until, catchRace.moreSeconds * 1_000) });
  });
}

/** Nobody agreed to it, or it began before and was lost: nothing is sent. */
function refused(given: LookInputs<typeof catchRace>): LookResult<typeof catchRace> | null {
  const { facts, run, visit: id } = given;
  const asked = run.changes.length === 0 ? facts.sendBefore : facts.sendAfter;
  if (!asked?.startsWith("Yes"))
    return noting("refused", "Nothing was sent, because nobody agreed to it.");
  const [begun] = run.visits.find((visit) => visit.id === id)?.traces ?? [];
  if (begun === undefined) return null;
  const says = `This look was interrupted after it had announced ${begun.says}. Nothing is sent again without being asked: look again to send them anew.`;
  return unreadResult(says);
}

const noting = (finding: "refused", says: string): LookResult<typeof catchRace> => ({
  ...unreadResult(says),
  finding,
});

function evidenceOf(
  { run }: LookInputs<typeof catchRace>,
  { plan, usual, control, load, note }: Aim,
  sent: SentWaves,
): LookResult<typeof catchRace> {
  const [aimed, unaimed] = [countOutcomes(sent.aimed), countOutcomes(sent.unaimed)];
  const after = catchToCompare(run, control);
  const observation: CatchObservation = {
    ...{ idleSeconds: plan.idleSeconds, aimed, unaimed, usual, load, after },
  };
  const { needed, details, ...judged } = judgeCatch(observation);
  const outcomes = [...sent.aimed, ...sent.unaimed];
  const own = outcomes.filter(({ kind }) => kind !== "no-answer" && kind !== "not-forwarded");
  const failures = own.filter(({ kind }) => kind !== "reached").length;
  return {
    ...judged,
    details: [
      ...details,
      ...unanswered(outcomes.length, own.length),
      ...(sent.cutShort ? [cutShort] : []),
      ...(note === "" ? [] : [note]),
    ],
    numbers: {
      aimed: { k: aimed.failures, n: aimed.requests },
      unaimed: { k: unaimed.failures, n: unaimed.requests },
      ...{ idleSeconds: plan.idleSeconds, burst: plan.burst, load, needed },
      ...{ start: saidComplete(run)?.at ?? null, attempt: after?.attempt ?? 0 },
      own: [{ from: sent.from, to: sent.to, requests: own.length, failures }],
    },
    facts: { outcomes },
  };
}

const cutShort = "It was stopped before all bursts were sent.";

const unanswered = (all: number, counted: number): readonly string[] =>
  all === counted
    ? []
    : [
        `${all - counted} of ${all} requests reached no target, or got no answer, and count for nothing.`,
      ];

/** The trace of bursts that are about to be sent from `now` on: what is counted in that time is not judged. */
function announcedWaves(plan: WavePlan, now: number): Trace {
  const { burst, waves, method, url } = plan;
  const seconds = burstsSeconds(plan);
  return {
    says: `${plural(burst * waves, `${method} request`)} of its own to ${shownUrl(url.href)}, in bursts of ${burst} over ${formatSeconds(Math.round(seconds))}`,
    // Answers may be late, but no later than the time for all of it.
    numbers: {
      from: now,
      to: now + catchRace.moreSeconds * 1_000,
      requests: burst * waves,
      failures: null,
    },
  };
}
