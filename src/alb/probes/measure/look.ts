import {
  readAttributes,
  readBalancer,
  readGroups,
  readListeners,
  readTargets,
} from "../../balancer.ts";
import type { IdleAnswer, ServerAnswer } from "../../fields/field-builders.ts";
import { formatSeconds } from "../../links/durations.ts";
import { shownAddress } from "../../measuring/address.ts";
import { judgeFleet } from "../../measuring/judge-fleet.ts";
import { proofAge } from "../../measuring/sockets.ts";
import type { AlbLook, LookInputs, LookResult } from "../define-probe.ts";
import { timeoutsStrength } from "../weigh-evidence.ts";
import { measureByHandLines, notMeasured } from "./measure-by-hand.ts";
import { type MeasurePace, measureFleet } from "./measure-fleet.ts";
import { measure } from "./probe.ts";
import { type Chosen, chooseTargets, type KnownTargets } from "./targets.ts";

/** It connects to nothing else than the targets (see chooseTargets). */
export const look: AlbLook<typeof measure> = async (given) => {
  const { facts, options, sending } = given;
  const known = await gather(given);
  const chosen = chooseTargets(known, facts.measureAt, sending.guard);
  const { marginSeconds } = options;
  const against = { idleTimeoutSeconds: known.idleTimeoutSeconds, marginSeconds };
  if (chosen.kind === "none") return notMeasured(chosen, against);
  const most = options.measureSeconds ?? measure.moreSeconds;
  return measured(given, chosen, { ...against, maxSeconds: Math.min(most, proofAge(against)) });
};

async function measured(
  given: LookInputs<typeof measure>,
  { targets, notes }: Chosen & { kind: "targets" },
  pace: MeasurePace,
): Promise<LookResult<typeof measure>> {
  const fleet = await measureFleet(targets, pace, given);
  const judged = judgeFleet(fleet, pace);
  const { finding, numbers } = judged;
  const { lines, advice } = measureByHandLines(targets, finding, pace);
  const verdict = finding === "unreachable" ? "unknown" : finding;
  // Ended early, a close that was seen is still a close; that none was seen says nothing.
  const isCutShort = given.signal.aborted && verdict === "unknown";
  return {
    ...judged,
    ...(isCutShort ? { finding: null } : {}),
    details: [...judged.details, ...notes],
    next: advice,
    numbers: { ...numbers, at: given.now() },
    ...timeoutsStrength([verdict], given.run.visits),
    offers: offersOf(given, numbers.closes),
    queries: lines,
    facts: fleet.map(({ held, address }) => ({ address, held })),
  };
}

/** The path as it was described, with what was measured for its first server. */
function offersOf(
  { run }: LookInputs<typeof measure>,
  closes: IdleAnswer | null | undefined,
): LookResult<typeof measure>["offers"] {
  if (closes?.seconds === undefined) return null;
  const { path: described = [] } = run.facts;
  const [first = { kind: "unknown" }, ...others] = described as readonly ServerAnswer[];
  const path = [{ ...first, closes }, ...others];
  return { says: `${formatSeconds(closes.seconds)}, measured`, answers: { path } };
}

async function gather({
  account,
  facts,
  sending,
  signal,
}: LookInputs<typeof measure>): Promise<KnownTargets & { readonly idleTimeoutSeconds: number }> {
  const { arn, dnsName } = await readBalancer(account, facts.loadBalancer, signal);
  const [groups, listeners, { idleTimeoutSeconds }, addresses] = await Promise.all([
    readGroups(account, arn, signal),
    readListeners(account, arn, signal),
    readAttributes(account, arn, signal),
    sending.resolve(dnsName).catch((): readonly string[] => []),
  ]);
  const listening = addresses.flatMap((address) =>
    listeners.map(({ port }) => shownAddress(address, port)),
  );
  return {
    groups,
    targets: await readTargets(account, groups, signal),
    listening,
    // AWS's default, where it does not say.
    idleTimeoutSeconds: idleTimeoutSeconds ?? 60,
  };
}
