import type { Evidence, Reading } from "#language";
import { recording } from "../../../aws/account.ts";
import { costReadings } from "../../../aws/cost.ts";
import type { Look } from "../../../engine/ports.ts";
import type { LoadBalancerRef, ServerAnswer } from "../../fields/builders.ts";
import { drawPath } from "../../links/drawing.ts";
import { idleTimeoutAttribute, links } from "../../links/links.ts";
import { judgeRelief } from "../../relief/judge.ts";
import type { Situation } from "../../relief/situation.ts";
import { saidBy, unread } from "../signatures.ts";
import { type Gathered, gatherTimeouts, secondsIn } from "../timeouts/gather.ts";
import { withMeasured } from "../timeouts/measured.ts";
import type { TimeoutsParts } from "../timeouts/probe.ts";
import { attributeReadings, responseReadings } from "../timeouts/readings.ts";
import { groupsWithTargets } from "./groups.ts";
import { known } from "./known.ts";

/**
 * The probe `alb.relief`: what a person can do at once, each with its command, how safe it is by what was measured, and how to undo
 * it. It uses what earlier looks of the run found, and the fact `path` where it is known. It changes nothing and never rejects.
 */
export function relief({ accountFor, marginSeconds, options }: TimeoutsParts): Look {
  return async ({ run, now, signal }): Promise<Evidence> => {
    const loadBalancer = run.facts.loadBalancer as LoadBalancerRef;
    const described = (run.facts.path ?? []) as readonly ServerAnswer[];
    const { path: servers } = withMeasured(described, run);
    const { account, queries, cost } = recording(accountFor(loadBalancer));
    const gathered = await gatherTimeouts(account, loadBalancer, { now: now(), options, signal });
    const idleTimeoutSeconds = secondsIn(gathered.attributes, idleTimeoutAttribute);
    if (idleTimeoutSeconds === null) return notRead(gathered, queries);
    const targets = await groupsWithTargets(account, gathered.targetGroups ?? [], signal);
    const situation: Situation = {
      links: links({ idleTimeoutSeconds, servers }, marginSeconds),
      balancer: { ...gathered, idleTimeoutSeconds },
      groups: targets.groups,
      ...known(run.visits),
    };
    const judged = judgeRelief(situation);
    return {
      ...saidBy("alb.relief"),
      ...judged,
      details: [...judged.details, ...problemsOf(gathered), ...targets.unread],
      readings: [...readingsOf(gathered, situation), ...costReadings(cost())],
      drawing: drawPath(situation.links),
      numbers: { albIdleSeconds: idleTimeoutSeconds, cost: { ...cost() } },
      queries,
      facts: {},
    };
  };
}

const problemsOf = ({ problems }: Gathered) => problems.map(({ says }) => says);

function notRead(gathered: Gathered, queries: readonly string[]): Evidence {
  const [problem] = problemsOf(gathered);
  const says = `The load balancer's idle timeout could not be read, so nothing can be said of what is safe. ${problem ?? ""}`;
  return unread("alb.relief", says.trim(), { details: problemsOf(gathered).slice(1), queries });
}

function readingsOf(gathered: Gathered, { groups, balancer }: Situation): readonly Reading[] {
  const busiest = balancer.responses?.busiest ?? null;
  return [
    ...attributeReadings(gathered),
    ...responseReadings(gathered),
    ...(busiest === null
      ? []
      : [
          {
            label: `Requests at the busiest in ${balancer.responses?.over}`,
            value: `${Math.ceil(busiest)} a second`,
            source: "RequestCount",
          },
        ]),
    ...groups.map(({ name, targets, algorithm }) => ({
      label: `Target group ${name}`,
      value: `${targets.filter(({ isHealthy }) => isHealthy).length} of ${targets.length} targets healthy, ${algorithm ?? "algorithm not read"}`,
      source: "DescribeTargetHealth, DescribeTargetGroupAttributes",
    })),
  ];
}
