import type { Reading } from "#language";
import { drawPath } from "../../links/draw-path.ts";
import { idleTimeoutAttribute } from "../../links/idle-times.ts";
import { pathLinks } from "../../links/path-links.ts";
import { judgeRelief } from "../../relief/rank-reliefs.ts";
import type { Situation } from "../../relief/situation.ts";
import { type AlbLook, unreadResult } from "../define-probe.ts";
import { type Gathered, gatherTimeouts, secondsIn } from "../timeouts/gather.ts";
import { withMeasured } from "../timeouts/path-as-measured.ts";
import { attributeReadings, responseReadings } from "../timeouts/readings.ts";
import { readEarlierFindings } from "./earlier-findings.ts";
import { groupsWithTargets } from "./groups.ts";
import type { relief } from "./probe.ts";

/** It uses what earlier looks of the run found, and the path where it is known. It changes nothing. */
export const look: AlbLook<typeof relief> = async (given) => {
  const { account, facts, run, options, signal } = given;
  const { path: servers } = withMeasured(facts.path ?? [], run);
  const gathered = await gatherTimeouts(given);
  const idleTimeoutSeconds = secondsIn(gathered.attributes, idleTimeoutAttribute);
  if (idleTimeoutSeconds === null) return notRead(gathered);
  const targets = await groupsWithTargets(account, gathered.targetGroups ?? [], signal);
  const situation: Situation = {
    links: pathLinks({ idleTimeoutSeconds, servers }, options.marginSeconds),
    balancer: { ...gathered, idleTimeoutSeconds },
    groups: targets.groups,
    ...readEarlierFindings(run.visits),
  };
  const judged = judgeRelief(situation);
  return {
    ...judged,
    details: [...judged.details, ...problemsOf(gathered), ...targets.unread],
    readings: readingsOf(gathered, situation),
    drawing: drawPath(situation.links),
    numbers: { albIdleSeconds: idleTimeoutSeconds },
  };
};

const problemsOf = ({ problems }: Gathered) => problems.map(({ says }) => says);

function notRead(gathered: Gathered) {
  const [problem] = problemsOf(gathered);
  const says = `The load balancer's idle timeout could not be read, so nothing can be said of what is safe. ${problem ?? ""}`;
  return unreadResult(says.trim(), { details: problemsOf(gathered).slice(1) });
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
