import type { KnownBlock } from "@slack/types";
import { fallbackText } from "./fallback.ts";
import { blockLimits, cutBytes, cutText, fitBlocks } from "./limits.ts";

/**
 * One keyed message of a run's rendering. `show` posts what is missing, edits what differs and leaves the rest alone.
 * - root: the run's card; a root message of the channel, or a reply where the run started in an existing thread
 * - thread: a reply, edited as the run goes on
 * - broadcast: a reply also sent to the channel; edited as best effort, which calls nobody
 * - channel: a message of its own in the channel
 */
export type Message = PostMessage | FileMessage;

export interface PostMessage {
  readonly kind: "post";
  readonly key: string;
  readonly where: "root" | "thread" | "broadcast" | "channel";
  /**
   * At most 50 blocks and 12,000 characters; everything that is not ours is escaped. Picture blocks (picture.ts) stand for
   * images that may come later.
   */
  readonly blocks: readonly KnownBlock[];
  /** All that a screen reader or notification says; at most 3,000 characters. */
  readonly text: string;
}

/** A file in the thread, uploaded once: what would make another file of it, such as a name that Slack tells later, does not. */
export interface FileMessage {
  readonly kind: "file";
  readonly key: string;
  readonly filename: string;
  readonly title: string;
  readonly content: string;
}

// chat.update refuses more bytes than 4,000 (msg_too_long).
const mostBytes = 3_900;

/** A keyed message within all limits; its fallback says what its blocks say. */
export function keyedMessage(
  key: string,
  where: PostMessage["where"],
  blocks: readonly KnownBlock[],
): PostMessage {
  const fitted = fitBlocks(blocks);
  const text = cutBytes(cutText(fallbackText(fitted), blockLimits.fallback), mostBytes);
  return { kind: "post", key, where, blocks: fitted, text };
}

/** A message with the index of the event that brought it about. */
export interface SideMessage {
  readonly event: number;
  readonly message: Message;
}

/**
 * Keeps the message of each thing that a run holds, as long as the thing is the same object and what else it was made from is the
 * same: most of a long thread never changes again, and a repaint then costs what is new.
 */
export function memoizeMessages<Of extends object>() {
  const kept = new WeakMap<Of, { readonly from: readonly unknown[]; readonly made: PostMessage }>();
  return (of: Of, from: readonly unknown[], make: () => PostMessage): PostMessage => {
    const known = kept.get(of);
    if (known?.from.every((part, index) => part === from[index])) return known.made;
    const made = make();
    kept.set(of, { from, made });
    return made;
  };
}
