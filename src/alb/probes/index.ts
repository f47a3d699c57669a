import { setTimeout as wait } from "node:timers/promises";
import { type Account, sourceOf } from "../../aws/account.ts";
import { reasonOf } from "../../aws/unreadable.ts";
import type { Look, Probe } from "../../engine/ports.ts";
import { createGuard, type GuardSettings } from "../../probes/guard.ts";
import type { LoadBalancerRef } from "../fields/builders.ts";
import { type AccessLogsOptions, accessLogs } from "./access-logs/probe.ts";
import { backendLogs, backendSeconds } from "./backend-logs/probe.ts";
import { helpful } from "./branch-help.ts";
import { catchSeconds } from "./catch/announce.ts";
import { catchRace } from "./catch/probe.ts";
import { changes } from "./changes/probe.ts";
import { drain } from "./drain/probe.ts";
import { followUps } from "./follow-ups/probe.ts";
import { measureTargets, mostMeasureSeconds } from "./measure/probe.ts";
import { nextDeploy } from "./next-deploy/probe.ts";
import { notTold } from "./not-told.ts";
import { pattern } from "./pattern/probe.ts";
import { relief } from "./relief/probe.ts";
import { requestSeconds } from "./retest/own.ts";
import { type Lookup, systemLookup } from "./retest/plan.ts";
import { retest } from "./retest/probe.ts";
import { type ProbeId, saidBy, signatures, unread } from "./signatures.ts";
import { timeouts } from "./timeouts/probe.ts";
import { noPermits, type Permits } from "./traffic/permits.ts";
import { weighed } from "./weighing.ts";

/** What all probes are made of. */
export interface ProbeParts {
  /** The account and region that a load balancer lives in. */
  readonly accountFor: (where: Pick<LoadBalancerRef, "region" | "account" | "arn">) => Account;
  readonly options: ProbeOptions;
  /** The addresses of a name; the system's resolver when absent. */
  readonly resolve?: Lookup;
  /** Which requests of its own it may send; none when absent. */
  readonly permits?: Permits;
}

/** Seconds throughout. */
export interface ProbeOptions extends AccessLogsOptions, GuardSettings {
  /** How much longer a server must keep an idle connection than the client in front of it. */
  readonly marginSeconds: number;
  /** How long a probe may take besides the fresh requests of a retest and the waiting of a measurement; 60 when absent. */
  readonly deadlineSeconds?: number;
  /** Hosts for which requests may be sent besides those that rules of listeners name. */
  readonly hosts?: readonly string[];
  /** The longest wait of a measurement; ten minutes when absent. */
  readonly measureSeconds?: number;
}

/** The probes, each with a deadline. They never reject: whatever goes wrong is evidence without a finding. */
export function createProbes(parts: ProbeParts): { readonly [Id in ProbeId]: Probe } {
  const looks = looksOf(parts);
  const probes = signatures.map((signature) => [
    signature.id,
    { ...signature, look: looks[signature.id] },
  ]);
  return Object.fromEntries(probes) as { readonly [Id in ProbeId]: Probe };
}

function looksOf(parts: ProbeParts): { readonly [Id in ProbeId]: Look } {
  const { accountFor, counting, comparing, measuring, sending } = partsOf(parts);
  const { deadlineSeconds = 60 } = parts.options;
  const timed = (name: ProbeId, probe: Look, more = 0) =>
    within(name, placed(accountFor, probe), deadlineSeconds + more);
  return {
    "alb.pattern": timed("alb.pattern", helpful(weighed("metrics", pattern(counting)))),
    "alb.logs": timed("alb.logs", helpful(weighed("logs", accessLogs(counting))), readingSeconds),
    "backend.logs": timed("backend.logs", backendLogs({ accountFor }), backendSeconds),
    "alb.changes": timed("alb.changes", helpful(weighed("changes", changes(counting)))),
    "alb.drain": timed("alb.drain", drain({ accountFor })),
    "alb.next-deploy": timed("alb.next-deploy", nextDeploy(counting)),
    "alb.follow-ups": timed("alb.follow-ups", followUps({ accountFor })),
    "alb.timeouts": timed("alb.timeouts", weighed("timeouts", timeouts(comparing))),
    "alb.relief": timed("alb.relief", relief(comparing)),
    "keepalive.measure": timed(
      "keepalive.measure",
      weighed("measurement", measureTargets(measuring)),
      measuring.mostSeconds,
    ),
    "alb.catch": timed("alb.catch", catchRace(sending), catchSeconds),
    "alb.retest": timed("alb.retest", retest({ ...sending, requestTime }), requestSeconds),
  };
}

function partsOf(parts: ProbeParts) {
  const { accountFor, options, resolve = systemLookup, permits = noPermits } = parts;
  const { marginSeconds, measureSeconds: mostSeconds = mostMeasureSeconds, hosts = [] } = options;
  const guard = createGuard(options);
  const counting = { accountFor, options };
  return {
    ...{ accountFor, counting },
    comparing: { ...counting, marginSeconds },
    measuring: { accountFor, marginSeconds, resolve, guard, mostSeconds },
    sending: { ...counting, sending: { resolve, guard, hosts, permits } },
  };
}

/** The longest time that reading access logs may take besides. */
const readingSeconds = 840;

const requestTime = (signal: AbortSignal) =>
  AbortSignal.any([signal, AbortSignal.timeout(requestSeconds * 1_000)]);

/** The probe, whose evidence says which account and region it is from. */
const placed =
  (accountFor: ProbeParts["accountFor"], probe: Look): Look =>
  async (context) => {
    const evidence = await probe(context);
    const loadBalancer = context.run.facts.loadBalancer as LoadBalancerRef | undefined;
    if (loadBalancer === undefined) return evidence;
    const where = { label: "Account and region", value: sourceOf(accountFor(loadBalancer)) };
    const reading = { ...where, source: "the settings", aside: true } as const;
    return { ...evidence, readings: [...evidence.readings, reading] };
  };

/**
 * The probe with a deadline. It is told when the time is over and then says what it could not read; one that does not listen is
 * left behind two seconds later.
 */
function within(name: ProbeId, probe: Look, seconds: number): Look {
  return async (context) => {
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(seconds * 1_000)]);
    const finished = new AbortController();
    const deaf = wait((seconds + 2) * 1_000, undefined, { signal: finished.signal }).then(() =>
      unread(name, `There was no result within ${seconds} seconds. Look again.`),
    );
    try {
      const evidence = await Promise.race([probe({ ...context, signal }), deaf]);
      return { ...evidence, ...saidBy(name, evidence.strength), ...notTold(evidence) };
    } catch (error) {
      return unread(name, reasonOf(error));
    } finally {
      deaf.catch(() => undefined);
      finished.abort();
    }
  };
}
