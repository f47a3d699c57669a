import { createHash } from "node:crypto";
import type { KnownBlock } from "@slack/types";
import { fitBlocks } from "../../messages/blocks/limits.ts";
import type { Message, PostMessage } from "../../messages/blocks/message.ts";
import { withoutNewBlocks } from "../../messages/blocks/without-new-blocks.ts";

/** What is put into each post's metadata, so that a post whose answer was lost can be found again. */
export interface PostMark {
  readonly run: string;
  readonly key: string;
  readonly generation: number;
}

// https://docs.slack.dev/messaging/message-metadata/
export const markType = "handrail";

export function carriesMark(metadata: unknown, mark: PostMark): boolean {
  const { run, key, generation } = markIn(metadata);
  return run === mark.run && key === mark.key && generation === mark.generation;
}

/** The run that a message was sent for; undefined for every message that Handrail did not send for one. */
export function runIn(metadata: unknown): string | undefined {
  const { run } = markIn(metadata);
  return typeof run === "string" ? run : undefined;
}

function markIn(metadata: unknown): Readonly<Record<string, unknown>> {
  if (typeof metadata !== "object" || metadata === null) return {};
  const { event_type, event_payload } = metadata as Record<string, unknown>;
  if (event_type !== markType || typeof event_payload !== "object") return {};
  return { ...event_payload };
}

/** The client_msg_id of a post: the same for every attempt, another for each generation (UUID version 5, RFC 9562). */
export function clientMessageId({ run, key, generation }: PostMark): string {
  const bytes = createHash("sha1")
    .update(namespace)
    .update(JSON.stringify([run, key, generation]))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join("-");
}

/** Changes exactly when what would be sent changes. */
export function messageHash(message: Message): string {
  const known = hashes.get(message);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(JSON.stringify(message)).digest("hex").slice(0, 32);
  hashes.set(message, hash);
  return hash;
}

// What is settled in a long thread is the same object in every rendering.
const hashes = new WeakMap<Message, string>();

export interface Content {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export const richContent = (message: PostMessage): Content => ({
  text: clipBytes(message.text),
  blocks: [...message.blocks],
});

/** The same without its images: a workspace may refuse them, or a file that is gone. */
export const withoutImages = ({ text, blocks }: Content): Content => ({
  text,
  blocks: blocks.filter(({ type }) => type !== "image"),
});

/** The message with sections in place of the newer blocks, which a workspace may not know. */
export const simplerContent = (message: PostMessage): Content => ({
  text: clipBytes(message.text),
  blocks: [...fitBlocks(withoutNewBlocks(message.blocks))],
});

/** The message without the blocks that a workspace may not know: its text, and its buttons, for they must stay. */
export const plainContent = (message: PostMessage): Content => ({
  text: clipBytes(message.text),
  blocks: [
    { type: "section", text: { type: "mrkdwn", text: clipBytes(message.text).slice(0, 3_000) } },
    ...message.blocks.filter((block) => block.type === "actions"),
  ],
});

// chat.update takes 4,000 bytes of text: https://docs.slack.dev/reference/methods/chat.update
const mostBytes = 4_000;

function clipBytes(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const cut = Buffer.from(text).subarray(0, mostBytes - 3);
  return `${new TextDecoder().decode(cut).replace(/\uFFFD{1,3}$/u, "")}…`;
}

const namespace = Buffer.from("6f1d0c5e3f0b4d0e9a5b7d2f4c8e1a90", "hex");
