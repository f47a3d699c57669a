import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import type { Look, ProbeContext } from "../../../engine/ports.ts";
import type { Guard } from "../../../probes/guard.ts";
import { readBalancer, readGroups, readListeners, readTargets } from "../../balancer.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { idleTimeoutAttribute } from "../../links/links.ts";
import { shownAddress } from "../../measuring/address.ts";
import { judgeFleet } from "../../measuring/fleet.ts";
import { proofAge } from "../../measuring/sockets.ts";
import type { Lookup } from "../retest/plan.ts";
import { saidBy } from "../signatures.ts";
import { strengthOf } from "../timeouts/strength.ts";
import { measureFleet, type Pace } from "./fleet.ts";
import { linesFor, notMeasured } from "./lines.ts";
import { type Chosen, chooseTargets, type Known } from "./targets.ts";

/** What the probe is made of; seconds. */
export interface MeasureParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  readonly marginSeconds: number;
  readonly resolve: Lookup;
  readonly guard: Guard;
  /** The longest wait for a target; a longer idle timeout is not measured out. */
  readonly mostSeconds?: number;
}

/** Ten minutes and some: a load balancer may keep idle connections for over an hour, which nobody waits for in a thread. */
export const mostMeasureSeconds = 620;

/**
 * The probe `keepalive.measure`: holds a few connections to the load balancer's registered targets and sees when they close them,
 * against its idle timeout. It connects to nothing else (see chooseTargets). Rejects with AwsProblem only.
 */
export function measureTargets(parts: MeasureParts): Look {
  return async (context): Promise<Evidence> => {
    const { run, signal } = context;
    const loadBalancer = run.facts.loadBalancer as LoadBalancerRef;
    const { account, queries } = recording(parts.accountFor(loadBalancer));
    const known = await gather(account, loadBalancer, parts.resolve, signal);
    const { measureAt } = run.facts;
    const typed = typeof measureAt === "string" ? measureAt : undefined;
    const chosen = chooseTargets(known, typed, parts.guard);
    const against = {
      idleTimeoutSeconds: known.idleTimeoutSeconds,
      marginSeconds: parts.marginSeconds,
    };
    if (chosen.kind === "none") return notMeasured(chosen, against, queries);
    const most = parts.mostSeconds ?? mostMeasureSeconds;
    const pace = { ...against, maxSeconds: Math.min(most, proofAge(against)) };
    return measured(context, chosen, pace, queries);
  };
}

async function measured(
  context: ProbeContext,
  { targets, notes }: Chosen & { kind: "targets" },
  pace: Pace,
  queries: readonly string[],
): Promise<Evidence> {
  const fleet = await measureFleet(targets, pace, context);
  const judged = judgeFleet(fleet, pace);
  const { finding, numbers } = judged;
  const { lines, advice } = linesFor(targets, finding, pace);
  const verdict = finding === "unreachable" ? "unknown" : finding;
  // Ended early, a close that was seen is still a close; that none was seen says nothing.
  const isCutShort = context.signal.aborted && verdict === "unknown";
  return {
    ...saidBy("keepalive.measure"),
    ...judged,
    ...(isCutShort ? { finding: null } : {}),
    details: [...judged.details, ...notes],
    next: advice,
    numbers: { ...numbers, at: context.now() },
    ...strengthOf([verdict], context.run.visits),
    queries: [...queries, ...lines],
    facts: fleet.map(({ held, address }) => ({ address, held })),
  };
}

async function gather(
  account: Account,
  loadBalancer: LoadBalancerRef,
  resolve: Lookup,
  signal: AbortSignal,
): Promise<Known & { readonly idleTimeoutSeconds: number }> {
  const { arn, dnsName } = await readBalancer(account, loadBalancer, signal);
  const [groups, listeners, idleTimeoutSeconds, addresses] = await Promise.all([
    readGroups(account, arn, signal),
    readListeners(account, arn, signal),
    readIdleTimeout(account, arn, signal),
    resolve(dnsName).catch((): readonly string[] => []),
  ]);
  const listening = addresses.flatMap((address) =>
    listeners.map(({ port }) => shownAddress(address, port)),
  );
  return {
    groups,
    targets: await readTargets(account, groups, signal),
    listening,
    idleTimeoutSeconds,
  };
}

/** 60 s, AWS's default, where it does not say. */
async function readIdleTimeout(account: Account, arn: string, signal: AbortSignal) {
  const action = "elasticloadbalancing:DescribeLoadBalancerAttributes";
  const { Attributes = [] } = await account.ask(action, { LoadBalancerArn: arn }, signal);
  const value = Attributes.find(({ Key }) => Key === idleTimeoutAttribute)?.Value;
  return Number(value ?? 60);
}
