import type { KnownBlock } from "@slack/types";
import type { Step } from "#language";
import type { Run } from "../../../run/run.ts";
import type { Visit } from "../../../run/visits.ts";
import { context } from "../blocks/blocks.ts";
import { evidenceBlocks } from "./evidence.ts";

/**
 * At a step that does not look itself: what was found that led there, and what it says to do, so that nobody has to scroll for it.
 * Where things are only ticked off there is nothing to find.
 */
export function foundBefore(run: Run, visit: Visit, step: Step): readonly KnownBlock[] {
  if (step.probe !== undefined || step.checklist !== undefined) return [];
  const before = run.visits.slice(0, run.visits.indexOf(visit));
  const last = before.findLast(({ superseded }) => !superseded);
  const { evidence } = last ?? {};
  if (evidence === undefined || evidence.finding === null) return [];
  return [context("What was found:"), ...evidenceBlocks({ ...evidence, readings: [] }, [], most)];
}

/** Advice is all there is here. */
const most = 6;
