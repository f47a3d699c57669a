import type { KnownBlock } from "@slack/types";

/** What Slack takes, in characters or numbers (https://docs.slack.dev/reference/block-kit/blocks), with some room. */
export const blockLimits = {
  blocks: 50,
  section: 3_000,
  header: 150,
  button: 75,
  option: 75,
  menu: 5,
  /** Options of a group of checkboxes, and the characters of each in mrkdwn. */
  boxes: 10,
  box: 75,
  modalTitle: 24,
  label: 300,
  /** Bytes of all texts of a message's blocks together (slackapi/bolt-js#2509), as {@link blockLength} counts them. */
  message: 11_500,
  /** The text fallback; chat.update takes 4,000 bytes, see {@link cutBytes}. */
  fallback: 3_000,
  privateMetadata: 3_000,
} as const;

/**
 * Shortens text to at most `most` characters at the end of a word, with "…" in place of the rest.
 * Never splits an entity or a `<…>` token, provided that all other `<` and `&` in it are escaped.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = beforeBrokenToken(text.slice(0, Math.max(0, most - 1)));
  const last = Math.max(...[" ", "\n", "\t"].map((space) => whole.lastIndexOf(space)));
  const space = whole.slice(0, Math.max(0, last)).trimEnd().length;
  const words = space > whole.length / 2 ? beforeBrokenToken(whole.slice(0, space)) : whole;
  return `${words.replace(/[\ud800-\udbff]$/, "").trimEnd()}…`;
}

/** The same by the bytes of UTF-8. */
export function cutBytes(text: string, most: number): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= most) return text;
  return cutBytes(cutText(text, Math.floor(text.length * Math.min(0.95, most / bytes))), most);
}

/**
 * Blocks that Slack takes as one message: texts are cut and at last left out when all together are
 * too long or too many, the last first. Buttons, plans, tables and pictures always stay; what makes them keeps them small.
 */
export function fitBlocks(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  const kept = withoutLastTexts(blocks, blocks.length - blockLimits.blocks);
  const buttons = kept.filter((block) => !isText(block));
  let room = blockLimits.message - buttons.reduce((sum, block) => sum + blockLength(block), 0);
  return kept.flatMap((block) => {
    if (!isText(block)) return [block];
    const fitted = fitText(block, room);
    room -= fitted === undefined ? 0 : blockLength(fitted);
    return fitted ?? [];
  });
}

/** Bytes of the texts that a block shows. Those of a task count twice, as measured by openclaw/openclaw#143882. */
export function blockLength(value: unknown, key = ""): number {
  if (typeof value === "string") return shown.has(key) ? Buffer.byteLength(value) : 0;
  if (typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum, inner) => sum + blockLength(inner, key), 0);
  return Object.entries(value).reduce(
    (sum, [name, inner]) => sum + blockLength(inner, name) * (countedTwice.has(name) ? 2 : 1),
    0,
  );
}

const shown = new Set(["text", "title", "alt_text", "fallback"]);
const countedTwice = new Set(["details", "output"]);

function beforeBrokenToken(text: string): string {
  const token = text.lastIndexOf("<");
  const outside = token > text.lastIndexOf(">") ? text.slice(0, token) : text;
  const entity = outside.lastIndexOf("&");
  return entity > outside.lastIndexOf(";") ? outside.slice(0, entity) : outside;
}

const isText = ({ type }: KnownBlock): boolean =>
  type === "section" || type === "context" || type === "rich_text";

function withoutLastTexts(blocks: readonly KnownBlock[], tooMany: number): readonly KnownBlock[] {
  if (tooMany <= 0) return blocks;
  const last = blocks.findLastIndex(isText);
  return last < 0
    ? blocks.slice(0, blockLimits.blocks)
    : withoutLastTexts(blocks.toSpliced(last, 1), tooMany - 1);
}

// Less than this says nothing.
const leastCharacters = 40;

function fitText(block: KnownBlock, room: number): KnownBlock | undefined {
  if (blockLength(block) <= room) return block;
  if (block.type !== "section" || block.text === undefined || room < leastCharacters)
    return undefined;
  return { ...block, text: { ...block.text, text: cutBytes(block.text.text, room) } };
}
