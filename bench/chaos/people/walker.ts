import type { Random } from "../../../lab/alb/random.ts";
import type { Workspace } from "../../../lab/workspace/index.ts";
import type { Diary } from "../diary.ts";
import type { World } from "../world.ts";

/** What a walker said in a run's thread, and what the walker believes of it: that the record has it, or has it no more. */
export interface Saying {
  readonly channel: string;
  readonly ts: string;
  readonly run: string;
  readonly saidAt: number;
  text: string;
  isKept: boolean;
}

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
