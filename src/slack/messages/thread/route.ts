import type { Flow } from "#language";
import { routeFrom } from "../../../language/flow-picture.ts";
import type { Run } from "../../../run/run.ts";

/** The steps still to come when each first choice is taken. */
export const stepsAhead = (flow: Flow, run: Run, walked: readonly string[]): readonly string[] =>
  routeFrom(flow, run.visits.at(-1)?.step).filter((ahead) => !walked.includes(ahead));
