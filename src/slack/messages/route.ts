import type { Flow } from "#flow";
import type { Run } from "../../engine/run.ts";

/** The steps still to come when each first choice is taken: the way the runbook is meant to go. */
export function stepsAhead(flow: Flow, run: Run, walked: readonly string[]): readonly string[] {
  const route: string[] = [];
  let step = next(flow, run.visits.at(-1)?.step);
  while (step !== undefined && !route.includes(step)) {
    route.push(step);
    step = next(flow, step);
  }
  return route.filter((ahead) => !walked.includes(ahead));
}

function next(flow: Flow, step: string | undefined): string | undefined {
  const target = Object.values(flow.steps[step ?? ""]?.choices ?? {})[0]?.to;
  const name = typeof target === "object" ? target.again : target;
  return name !== undefined && flow.steps[name] ? name : undefined;
}
