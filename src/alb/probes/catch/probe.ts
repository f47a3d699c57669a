import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { costReadings } from "../../../aws/cost.ts";
import { reasonOf } from "../../../aws/unreadable.ts";
import type { MetricOptions } from "../../../aws/window.ts";
import type { Look, ProbeContext } from "../../../engine/ports.ts";
import { type CatchObservation, judgeCatch } from "../../catching/catching.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import type { Sending } from "../retest/fresh.ts";
import { saidComplete } from "../retest/history.ts";
import { countOutcomes } from "../retest/requests.ts";
import { saidBy, unread } from "../signatures.ts";
import { type Permits, permitted } from "../traffic/permits.ts";
import { announcedWaves, catchSeconds } from "./announce.ts";
import { afterOf } from "./past.ts";
import { type Aim, planCatch } from "./plan.ts";
import { readUsual } from "./usual.ts";
import { type SentWaves, sendWaves } from "./waves.ts";

/** What the probe is made of. */
export interface CatchParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  readonly options: MetricOptions;
  readonly sending: Sending;
}

/**
 * The probe `alb.catch`: bursts of requests through the load balancer, so far apart that the connections of one burst are just being
 * closed at the next. It sends nothing without someone's yes, and nothing again after it was interrupted; it never rejects.
 */
export function catchRace(parts: CatchParts): Look {
  return async (context): Promise<Evidence> => {
    const refusal = refused(context);
    if (refusal !== null) return refusal;
    const { run, signal } = context;
    const loadBalancer = run.facts.loadBalancer as LoadBalancerRef;
    const { account, queries, cost } = recording(parts.accountFor(loadBalancer));
    try {
      const usual = await readUsual(account, loadBalancer, parts.options, context);
      const asked = { run, loadBalancer, usual, signal };
      const planned = await planCatch(account, asked, parts.sending);
      if (planned.kind === "impossible") return noting("refused", planned.why);
      const { aim } = planned;
      const sent = await send(context, aim, parts.sending.permits);
      if ("why" in sent) return unread("alb.catch", `Nothing was sent. ${sent.why}`, { queries });
      const evidence = evidenceOf(context, aim, sent);
      const readings = [...evidence.readings, ...costReadings(cost())];
      return { ...evidence, readings, queries: [planned.query, ...queries] };
    } catch (error) {
      return unread("alb.catch", `Nothing was sent. ${reasonOf(error)}`, { queries });
    }
  };
}

async function send(
  context: ProbeContext,
  { balancer, plan }: Aim,
  permits: Permits,
): Promise<SentWaves | { readonly why: string }> {
  const wanted = { balancer, requests: plan.burst * plan.waves };
  return permitted(permits, wanted, async (allowed) => {
    await context.leave(announcedWaves(plan, context.now()));
    const time = AbortSignal.timeout(catchSeconds * 1_000);
    return sendWaves(plan, {
      ...context,
      signal: AbortSignal.any([context.signal, allowed, time]),
    });
  });
}

/** Nobody agreed to it, or it began before and was lost: nothing is sent. */
function refused({ run, visit: id }: ProbeContext): Evidence | null {
  const asked = run.changes.length === 0 ? run.facts.sendBefore : run.facts.sendAfter;
  if (typeof asked !== "string" || !asked.startsWith("Yes"))
    return noting("refused", "Nothing was sent, because nobody agreed to it.");
  const [begun] = run.visits.find((visit) => visit.id === id)?.traces ?? [];
  if (begun === undefined) return null;
  const says = `This look was interrupted after it had announced ${begun.says}. Nothing is sent again without being asked: look again to send them anew.`;
  return unread("alb.catch", says);
}

const noting = (finding: "refused", says: string): Evidence => ({
  ...unread("alb.catch", says),
  finding,
});

function evidenceOf(
  { run }: ProbeContext,
  { plan, usual, control, load, note }: Aim,
  sent: SentWaves,
): Omit<Evidence, "queries"> {
  const [aimed, unaimed] = [countOutcomes(sent.aimed), countOutcomes(sent.unaimed)];
  const after = afterOf(run, control);
  const observation: CatchObservation = {
    ...{ idleSeconds: plan.idleSeconds, aimed, unaimed, usual, load, after },
  };
  const { needed, pending, details, ...judged } = judgeCatch(observation);
  const outcomes = [...sent.aimed, ...sent.unaimed];
  const own = outcomes.filter(({ kind }) => kind !== "no-answer" && kind !== "not-forwarded");
  const failures = own.filter(({ kind }) => kind !== "reached").length;
  return {
    ...saidBy("alb.catch"),
    ...judged,
    ...(pending === null ? {} : { pending }),
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
    facts: { outcomes: outcomes.map((outcome) => ({ ...outcome })) },
  };
}

const cutShort = "It was stopped before all bursts were sent.";

const unanswered = (all: number, counted: number): readonly string[] =>
  all === counted
    ? []
    : [
        `${all - counted} of ${all} requests reached no target, or got no answer, and count for nothing.`,
      ];
