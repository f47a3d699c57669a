import type { Button } from "@slack/types";
import type { LoadBalancerRef } from "#language";
import type { RunRow } from "../../../run/run-row.ts";
import { button, row, section } from "../blocks/blocks.ts";
import type { ActName } from "../blocks/buttons.ts";
import { escapeLine } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { type PendingStart, startHandle } from "./pending-start.ts";
import type { Reply } from "./reply.ts";
import { reply } from "./replying.ts";
import { runLine } from "./run-line.ts";

// As many as can be told apart at a glance.
const most = 10;

/** Several load balancers answer to what was typed for `field`: which one is meant? */
export const pickLoadBalancer = (
  typed: string,
  field: string,
  candidates: readonly LoadBalancerRef[],
  pending: PendingStart,
): Reply =>
  reply([
    section(`Several load balancers are called “${shown(typed)}”. Which one do you mean?`),
    ...row(buttons(field, candidates, pending)),
  ]);

/**
 * No load balancer answers to what was typed, though these are similar; `looked` says where was
 * looked.
 */
export function unknownLoadBalancer(
  typed: string,
  field: string,
  similar: readonly LoadBalancerRef[],
  looked: string,
  pending: PendingStart,
): Reply {
  const none = `There is no load balancer “${shown(typed)}”. Looked in: ${shown(looked)}.`;
  const next =
    similar.length > 0
      ? "Did you mean one of these?"
      : "Check the name and the region, or type its ARN.";
  return reply([section(`${none}\n${next}`), ...row(buttons(field, similar, pending))]);
}

/**
 * These runs are open here: which one is meant? One alone is asked about in a thread that has no run. Its buttons carry `act` (status, note, stop, …)
 * and the run.
 */
export const pickRun = (act: ActName, runs: readonly RunRow[]): Reply =>
  reply([
    section(runs.length === 1 ? onlyOne : "Several runbooks are open here. Which one do you mean?"),
    ...runs
      .slice(0, most)
      .flatMap((one) => [
        section(runLine(one)),
        ...row([button("This one", { act, run: one.id })]),
      ]),
  ]);

const onlyOne = "No runbook lives in this thread. Do you mean this one of the channel?";

const shown = (text: string): string => cut(escapeLine(text), 300);

function buttons(
  field: string,
  candidates: readonly LoadBalancerRef[],
  pending: PendingStart,
): readonly Button[] {
  return candidates.slice(0, most).flatMap((candidate) => {
    const { [field]: _resolved, ...typed } = pending.typed ?? {};
    const facts = { ...pending.facts, [field]: candidate };
    const handle = startHandle("startWith", { ...pending, facts, typed });
    const { name, region, account } = candidate;
    const where = account === undefined ? region : `${region}, ${account}`;
    return handle ? [button(`${cut(name, 40)} (${where})`, handle)] : [];
  });
}
