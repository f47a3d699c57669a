import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../lab/alb/random.ts";
import type { Workspace } from "../../lab/workspace/index.ts";
import type { Diary } from "./diary.ts";
import type { Saying } from "./keeping.ts";
import { moves } from "./moves.ts";
import type { World } from "./world.ts";

/** One person who walks runbooks while everything goes wrong. */
export interface Walker {
  readonly workspace: Workspace;
  readonly person: string;
  readonly people: readonly string[];
  readonly incidents: World["incidents"];
  readonly random: Random;
  readonly diary: Diary;
  /** Presses that were aimed at a button some time ago. */
  readonly aims: (() => Promise<void>)[];
  /** What was said in threads, and may be kept in the record. */
  readonly sayings: Saying[];
  /** What is typed into the form that is open. */
  typing: { readonly text: string; readonly to: string } | undefined;
  /** Runs that somebody took, or tried to take, to another channel. */
  readonly moved: Set<string>;
  /** How many more runs may be started. */
  readonly starts: { left: number };
}

/** Mean time between two things one walker does, in milliseconds. */
const betweenMs = 700;

/** Does one thing after the other until told to stop. Resolves with what did not work out, such as a button that was gone. */
export async function walk(walker: Walker, signal: AbortSignal): Promise<readonly string[]> {
  const { workspace, random } = walker;
  const surprises: string[] = [];
  while (!signal.aborted) {
    await pause(random.exponential(betweenMs), undefined, { signal }).catch(() => {});
    // Whoever sees that the bot is away mostly waits.
    if (signal.aborted || (workspace.sockets.count() === 0 && random.uniform() < 0.9)) continue;
    await moves(walker).catch((error: unknown) => {
      surprises.push(error instanceof Error ? error.message : String(error));
    });
  }
  return surprises;
}
