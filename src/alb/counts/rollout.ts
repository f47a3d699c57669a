import { aftermathSeconds } from "../diagnosis/pattern/signs.ts";
import type { Period } from "./period.ts";

/** From when requests count as after the change, and how that moment is known. Milliseconds since the epoch. */
export interface CountingFrom {
  readonly at: number;
  /**
   * - marked: a responder stated at this moment that it is rolled out everywhere
   * - said: a responder told how much later the rollout was complete
   * - targets: targets still came and went then
   */
  readonly known: "marked" | "said" | "targets";
}

/**
 * When the rollout was over that someone said was complete at `said`: targets that come or go within ten minutes of it, and of
 * each other, belong to it, so the clock starts when the last one has.
 */
export function rolloutEnd(
  periods: readonly Period[],
  periodSeconds: number,
  said: CountingFrom,
): CountingFrom {
  const step = periodSeconds * 1_000;
  let end = said.at;
  for (const { at, moved } of periods)
    if (moved && at >= said.at && at <= end + joined) end = at + step;
  return end > said.at ? { at: end, known: "targets" } : said;
}

/**
 * Which periods lie near a target that came or went: up to two before, and six minutes after, until when the delay of one that left is
 * over. What fails then comes from the deploy, whatever the timeouts are.
 */
export function isNearMoves(periods: readonly Period[], periodSeconds: number): readonly boolean[] {
  const after = Math.ceil(aftermathSeconds / periodSeconds);
  const near = periods.map(() => false);
  for (const [index, { moved }] of periods.entries())
    if (moved) near.fill(true, Math.max(0, index - 2), index + after + 1);
  return near;
}

/** Moves of targets this close to each other are one rollout, in milliseconds. */
const joined = 600_000;
