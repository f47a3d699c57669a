import type { Run } from "../../../run/run.ts";
import type { PostMessage } from "../../messages/blocks/message.ts";
import { newestKey } from "../../messages/thread/step/repeated-looks.ts";

/**
 * What an edit brings, the most urgent first.
 * - leaving: buttons go that nobody may press any more
 * - news: anything else that a person waits for
 * - progress: how far a look has come; the next one makes up for a missed one
 */
export type EditPriority = "leaving" | "news" | "progress";

export function editPriority(run: Run, message: PostMessage): EditPriority {
  if (!message.blocks.some(({ type }) => type === "actions")) return "leaving";
  const visit = run.visits.at(-1);
  const isOut = visit?.state === "looking" && message.key === newestKey(run);
  return isOut ? "progress" : "news";
}

/** Sorts edits, the most urgent first; those alike stay in their order. */
export const sortByPriority = (run: Run) => (one: PostMessage, other: PostMessage) =>
  rank[editPriority(run, one)] - rank[editPriority(run, other)];

const rank = { leaving: 0, news: 1, progress: 2 } as const;
