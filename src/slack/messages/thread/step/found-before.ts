import type { KnownBlock } from "@slack/types";
import type { Step } from "#language";
import type { Run } from "../../../../run/run.ts";
import type { Visit } from "../../../../run/visits.ts";
import { adviceBlocks, commandBlocks } from "../evidence/evidence.ts";

/**
 * At a step that does not look itself: what to do by what was found that led there; the finding itself stands one message above.
 * Where things are only ticked off there is nothing to do.
 */
export function foundBefore(run: Run, visit: Visit, step: Step): readonly KnownBlock[] {
  const evidence = evidenceBefore(run, visit, step);
  return evidence === undefined ? [] : adviceBlocks(evidence, most);
}

/** The commands of the same, below the buttons. */
export function commandsBefore(run: Run, visit: Visit, step: Step): readonly KnownBlock[] {
  const evidence = evidenceBefore(run, visit, step);
  return evidence === undefined ? [] : commandBlocks(evidence);
}

function evidenceBefore(run: Run, visit: Visit, { probe, checklist }: Step): Visit["evidence"] {
  if (probe !== undefined || checklist !== undefined) return undefined;
  const before = run.visits.slice(0, run.visits.indexOf(visit));
  const { evidence } = before.findLast(({ superseded }) => !superseded) ?? {};
  return evidence?.finding === null ? undefined : evidence;
}

/** Advice is all there is here. */
const most = 6;
