import type { Incident } from "./incident/contract.ts";
import { scenarioNamed, scenarios } from "./scenarios/index.ts";
import { type OpenOptions, openIncident } from "./scenarios/open.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { type PlayedWorld, playWorld } from "./worlds/incident.ts";
import { worlds, worldsIn } from "./worlds/index.ts";
import type { World } from "./worlds/shape.ts";

/** What can be practised: an incident at a load balancer, or a world that is played. */
export type Practised = Scenario | World;

/** All that ship, and the worlds of this folder. */
export const practices = (folder?: string): readonly Practised[] => [
  ...scenarios,
  ...worlds,
  ...(folder === undefined ? [] : worldsIn(folder)),
];

/** The runbook that is practised with it. */
export const flowOf = (practised: Practised): string =>
  "flow" in practised ? practised.flow : "alb-502-keepalive";

/** The one of that name. Throws with all names where there is none. */
export function practiceNamed(name: string, folder?: string): Practised {
  const world = practices(folder).find((one) => one.name === name);
  return world ?? scenarioNamed(name);
}

/** The first one for a runbook. Throws with what can be done where there is none. */
export function practiceFor(flow: string, folder?: string): Practised {
  const all = practices(folder);
  const found = all.find((one) => flowOf(one) === flow);
  if (found !== undefined) return found;
  const known = [...new Set(all.map(flowOf))].join(", ");
  throw new Error(
    `There is nothing to practise “${flow}” with. There is for ${known}. For a runbook of your own, put a world beside it: ${flow}.world.yaml, such as those in lab/worlds.`,
  );
}

export const openPractised = (
  practised: Practised,
  options: OpenOptions,
): Promise<Incident | PlayedWorld> =>
  "flow" in practised ? playWorld(practised, options) : openIncident(practised, options);
