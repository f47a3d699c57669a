import type { KnownBlock } from "@slack/types";
import type { Step } from "#language";
import type { Run } from "../../../../run/run.ts";
import type { Visit } from "../../../../run/visits.ts";
import { adviceBlocks } from "../evidence/evidence.ts";

/**
 * At a step that does not look itself: what to do by what was found that led there; the finding itself stands one message above.
 * Where things are only ticked off there is nothing to do.
 */
export function foundBefore(run: Run, visit: Visit, step: Step): readonly KnownBlock[] {
  if (step.probe !== undefined || step.checklist !== undefined) return [];
  const before = run.visits.slice(0, run.visits.indexOf(visit));
  const last = before.findLast(({ superseded }) => !superseded);
  const { evidence } = last ?? {};
  if (evidence === undefined || evidence.finding === null) return [];
  return adviceBlocks(evidence, most);
}

/** Advice is all there is here. */
const most = 6;
