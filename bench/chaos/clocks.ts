import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The clocks of the bots' machines, which can be set while they run. Slack, AWS, PostgreSQL and the people keep theirs. */
export interface Clocks {
  /** What Node is told so that a bot reads its machine's clock. */
  readonly options: (bot: number) => readonly string[];
  /** Sets every clock for the next part of the storm; does nothing where they are to be right. */
  readonly step: () => void;
  /** Sets every clock right. */
  readonly correct: () => void;
  /** The walkers' time of what a bot dated. All in milliseconds since the epoch. */
  readonly ours: (at: number) => number;
}

const hour = 3_600_000;
/** By how much a clock is ahead in each part of the storm: set back by an hour, corrected, put forward by a day, corrected. */
const ahead = [0, -hour, 0, 24 * hour, 0];
/** Every other bot's clock follows a part later, so that replicas disagree. */
export const parts = ahead.length + 1;

/** Clocks that all are right; with `stepping` they are set in each part of the storm. */
export function createClocks(bots: number, folder: string, stepping: boolean): Clocks {
  const periods: Period[] = [{ ahead: 0, from: Date.now(), to: Number.POSITIVE_INFINITY }];
  const fileOf = (bot: number) => join(folder, `clock-${bot}`);
  let part = 0;
  const set = (aheadOf: (bot: number) => number) => {
    const now = Date.now();
    for (const period of periods) period.to = Math.min(period.to, now);
    for (let bot = 0; bot < bots; bot += 1) {
      writeFileSync(fileOf(bot), `${aheadOf(bot)}`);
      periods.push({ ahead: aheadOf(bot), from: now, to: Number.POSITIVE_INFINITY });
    }
  };
  const correct = () => set(() => 0);
  if (stepping) correct();
  return {
    options: (bot) =>
      stepping ? ["--import", new URL(`set-clock.ts?${fileOf(bot)}`, import.meta.url).href] : [],
    step: () => {
      part += 1;
      if (stepping) set((bot) => ahead[part - (bot % 2)] ?? 0);
    },
    correct: () => {
      if (stepping) correct();
    },
    ours: (at) => at - nearest(periods, at).ahead,
  };
}

/** When a clock was ahead by so much, by the walkers' clock. Milliseconds. */
interface Period {
  readonly ahead: number;
  readonly from: number;
  to: number;
}

/** The period in which a clock showed this time, or almost: a bot that is busy or starts reads it late. */
const nearest = (periods: readonly Period[], at: number): Period =>
  periods.reduce((one, other) => (distance(other, at) < distance(one, at) ? other : one));

function distance({ ahead, from, to }: Period, at: number): number {
  const then = at - ahead;
  return Math.max(0, from - then, then - to);
}
