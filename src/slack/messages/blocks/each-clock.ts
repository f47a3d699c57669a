import type { KnownBlock } from "@slack/types";
import type { Run } from "../../../run/run.ts";
import { blockLength, blockLimits } from "./limits.ts";
import type { Message, PostMessage } from "./message.ts";
import { dateToken, type Format } from "./times.ts";

/**
 * The same message with every time that stands in it in UTC as each reader's own; `at` (milliseconds since the epoch) is when it was
 * said, whose day a bare "03:14 UTC" has. What would grow too long for Slack stays in UTC, as does what is shown as code.
 */
export function inEachClock(message: Message, at: number): Message {
  if (message.kind !== "post" || !message.text.includes(" UTC")) return message;
  const known = made.get(message);
  if (known) return known;
  const blocks = blocksInEachClock(message.blocks, at);
  const fits = blocks.reduce((sum, block) => sum + blockLength(block), 0) <= blockLimits.message;
  const result = fits ? { ...message, blocks } : message;
  made.set(message, result);
  return result;
}

/** The same of blocks alone, such as a form's. */
export const blocksInEachClock = (
  blocks: readonly KnownBlock[],
  at: number,
): readonly KnownBlock[] => blocks.map((block) => converted(block, at) as KnownBlock);

/** The same of blocks about a run as it stands. */
export const inOwnClock = (run: Run, blocks: readonly KnownBlock[]): readonly KnownBlock[] =>
  blocksInEachClock(blocks, run.log.at(-1)?.at ?? run.startedAt);

// What is settled in a long thread is the same object in every rendering, and stays so.
const made = new WeakMap<PostMessage, PostMessage>();

/** Where no token is taken, or would not be filled. */
const plain: ReadonlySet<unknown> = new Set(["actions", "rich_text_preformatted", "table"]);

function converted(part: unknown, at: number): unknown {
  if (Array.isArray(part)) return part.map((one) => converted(one, at));
  if (typeof part !== "object" || part === null) return part;
  const { type, text, elements } = part as { type?: unknown; text?: unknown; elements?: unknown };
  if (plain.has(type)) return part;
  if (type === "mrkdwn" && typeof text === "string") return { ...part, text: ofMrkdwn(text, at) };
  if (type === "rich_text_section" && Array.isArray(elements))
    return { ...part, elements: elements.flatMap((leaf) => ofLeaf(leaf, at)) };
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, converted(one, at)]));
}

// Code and tokens are passed over.
const inText =
  /```[^`]*```|`[^`\n]*`|<[^<>]*>|(?:(?<day>\d{4}-\d{2}-\d{2})[ T])?\b(?<time>\d{2}:\d{2}) UTC\b/g;

function ofMrkdwn(text: string, at: number): string {
  const own = text.replaceAll(inText, (...found) => {
    const [whole] = found as [string];
    const [offset, all, groups] = found.slice(-3) as [number, string, Groups];
    const moment = momentOf(groups, at, all.slice(0, offset));
    return moment === undefined ? whole : dateToken(moment.seconds, moment.format, whole);
  });
  return own.length > blockLimits.section ? text : own;
}

/** A leaf of rich text, which shows a moment as a leaf of its own. */
function ofLeaf(leaf: { type?: unknown; text?: unknown; style?: { code?: boolean } }, at: number) {
  if (leaf.type !== "text" || typeof leaf.text !== "string" || leaf.style?.code) return [leaf];
  const { text } = leaf;
  const parts: object[] = [];
  let from = 0;
  for (const { 0: whole, index, groups } of text.matchAll(inText)) {
    const moment = momentOf(groups as Groups, at, text.slice(0, index));
    if (moment === undefined) continue;
    if (index > from) parts.push({ ...leaf, text: text.slice(from, index) });
    parts.push({ type: "date", timestamp: moment.seconds, format: moment.format, fallback: whole });
    from = index + whole.length;
  }
  return from < text.length ? [...parts, { ...leaf, text: text.slice(from) }] : parts;
}

type Groups = { readonly day?: string; readonly time?: string } | undefined;

function momentOf(
  groups: Groups,
  at: number,
  before: string,
): { readonly seconds: number; readonly format: Format } | undefined {
  if (groups?.time === undefined) return undefined;
  const day = groups.day ?? new Date(at).toISOString().slice(0, 10);
  const seconds = Date.parse(`${day}T${groups.time}:00Z`) / 1_000;
  if (Number.isNaN(seconds)) return undefined;
  return { seconds, format: groups.day === undefined ? "{time}" : dayFormat(before) };
}

/** No "today" follows an "at". */
const dayFormat = (before: string): Format =>
  /\bat $/.test(before) ? "{date_short} {time}" : "{date_short_pretty} {time}";
