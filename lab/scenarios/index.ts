import type { Scenario } from "./scenario.ts";
import { races } from "./table/races.ts";
import { answering, closing, quietScenarios } from "./table/responses.ts";
import { targets } from "./table/targets.ts";

/** Every incident that can be practised: the race first, then what looks like it, then what does not. */
export const scenarios: readonly Scenario[] = [
  ...races,
  ...closing,
  ...targets,
  ...answering,
  ...quietScenarios,
];

/** The scenario of that name. Throws with all names where there is none. */
export function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((one) => one.name === name);
  if (found) return found;
  const names = scenarios.map((one) => one.name).join(", ");
  throw new Error(`There is no scenario “${name}”. There are ${names}.`);
}
