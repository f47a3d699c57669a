import type { Run } from "../../../run/run.ts";
import { type Listener, readBalancer, readListeners } from "../../balancer.ts";
import { aimedRequestsNeeded } from "../../catching/judge-catch.ts";
import type { Count } from "../../counts/poisson.ts";
import { formatSeconds } from "../../links/durations.ts";
import type { LookInputs } from "../define-probe.ts";
import { planRequests } from "../retest/plan.ts";
import { methodFor } from "../traffic/http-method.ts";
import { readRuleHosts } from "../traffic/listener-rule-hosts.ts";
import { backendIdleSeconds, type ControlCatch, controlCatch } from "./earlier-catches.ts";
import { catchRace } from "./probe.ts";
import type { UsualTraffic } from "./usual-traffic.ts";
import { burstsSeconds, isAimed, type WavePlan } from "./waves.ts";

/** What is sent, and what it is held against. */
export interface Aim {
  /** The ARN of the load balancer. */
  readonly balancer: string;
  /** What is to be said of the plan; empty where it is what was asked for. */
  readonly note: string;
  readonly plan: WavePlan;
  readonly usual: Count | null;
  readonly load: number | null;
  readonly control: ControlCatch | null;
}

export type PlannedCatch =
  | { readonly kind: "planned"; readonly aim: Aim; readonly query: string }
  /** Why nothing can be sent, in a sentence. */
  | { readonly kind: "impossible"; readonly why: string };

/** What the run's facts ask for; after a change the aim of what was caught before it. Rejects with AwsProblem. */
export async function planCatch(
  { account, facts, run, sending, signal }: LookInputs<typeof catchRace>,
  usual: UsualTraffic,
): Promise<PlannedCatch> {
  const control = controlCatch(run);
  const idleSeconds = control?.idleSeconds ?? backendIdleSeconds(facts, run);
  const unfit = unfitting(idleSeconds);
  if (idleSeconds === null || unfit !== null) return { kind: "impossible", why: unfit ?? "" };
  const balancer = await readBalancer(account, facts.loadBalancer, signal);
  const listeners = await readListeners(account, balancer.arn, signal);
  const { method, says: note } = methodFor(run);
  const { url = "" } = facts;
  const asked = { facts: url === "" ? {} : { url }, method };
  const ruleHosts = (listener: Listener) => readRuleHosts(account, listener, signal);
  const planned = await planRequests(asked, { balancer, listeners, ruleHosts }, sending);
  if (planned.kind === "impossible") return planned;
  const burst = control?.burst ?? burstFor(usual.perSecond, idleSeconds);
  const waves = wavesFor(facts, run, { burst, idleSeconds }, control);
  const plan = { ...planned.plan, burst, waves, idleSeconds };
  const of = { balancer: balancer.arn, note };
  const aim = { ...of, plan, usual: usual.count, load: usual.perTarget, control };
  return { kind: "planned", aim, query: planned.query };
}

/** A quarter of what passes in that time anyway: enough to meet idle connections, and no strain. */
function burstFor(perSecond: number | null, idleSeconds: number): number {
  const usual = ((perSecond ?? 0) * idleSeconds) / 4;
  return Math.round(Math.min(mostAtOnce, Math.max(fewestAtOnce, usual)));
}

const [fewestAtOnce, mostAtOnce] = [20, 150];

/** As many bursts as the responder allows; after a change no more than it takes to show that nothing is caught any more. */
function wavesFor(
  { most = 2_000 }: LookInputs<typeof catchRace>["facts"],
  { changes }: Run,
  { burst, idleSeconds }: Pick<WavePlan, "burst" | "idleSeconds">,
  control: ControlCatch | null,
): number {
  const enough = control === null ? most : aimedRequestsNeeded(control.aimed, changes.length);
  let [waves, aimed] = [1, 0];
  while (
    aimed < enough &&
    (waves + 1) * burst <= most &&
    burstsSeconds({ waves: waves + 1, idleSeconds }) < catchRace.moreSeconds
  ) {
    if (isAimed(waves)) aimed += burst;
    waves += 1;
  }
  return Math.max(waves, 2);
}

/** Why this length of idleness cannot be aimed at; null where it can. */
function unfitting(seconds: number | null): string | null {
  if (seconds === null)
    return "Nothing was sent: it is not known after how many seconds the backend closes an idle connection. Answer it here, or review the timeouts first.";
  if (seconds < 0.5 || seconds > 120)
    return `Nothing was sent: connections that are idle for ${formatSeconds(seconds)} cannot be aimed at; half a second to two minutes can.`;
  return null;
}
