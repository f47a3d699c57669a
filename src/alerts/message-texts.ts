import { listIn, recordIn, textIn } from "./json.ts";

/** Every text of a message in reading order, what of it has a name, and what leads elsewhere. */
export interface Texts {
  readonly texts: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
  readonly links: readonly string[];
  readonly title: string;
  readonly authors: readonly string[];
}

type Part = Record<string, unknown>;

/** Parts that are looked at: Slack's own limits are 50 blocks and 100 attachments. */
const mostParts = 1_500;
const deepest = 8;

export function textsIn(payload: unknown): Texts {
  const message = recordIn(payload);
  const attachments = listIn(message.attachments).slice(0, 20);
  const parts = partsIn([message.blocks, attachments], 0, []);
  const texts = [textIn(message.text, 16_000) ?? "", ...parts.flatMap(textsOf)];
  const all = texts.some((text) => text !== "")
    ? texts
    : attachments.flatMap((one) => textIn(recordIn(one).fallback) ?? []);
  return {
    texts: all,
    pairs: parts.flatMap((part) => [...pairOf(part), ...rowsOf(part)]),
    links: parts.flatMap(linkOf),
    title: titleIn(attachments, parts),
    authors: authorsIn(message, attachments),
  };
}

function partsIn(node: unknown, depth: number, found: Part[]): readonly Part[] {
  if (depth > deepest || found.length >= mostParts) return found;
  if (Array.isArray(node)) {
    for (const one of node.slice(0, 100)) partsIn(one, depth + 1, found);
  } else if (typeof node === "object" && node !== null) {
    const part = recordIn(node);
    found.push(part);
    if (isInline(part)) return found;
    for (const name of holders)
      if (typeof part[name] === "object") partsIn(part[name], depth + 1, found);
  }
  return found;
}

/** What of a part may hold others: of blocks, of attachments, and of messages that were shared. */
const holders = [
  ...["title", "subtitle", "text", "body", "fields", "blocks", "elements", "accessory", "rows"],
  ...["message_blocks", "message"],
];

/** Whose elements are words of one line or listing, not lines of their own. */
const isInline = ({ type }: Part): boolean =>
  typeof type === "string" && /^rich_text_(?:section|preformatted|quote)$/.test(type);

function textsOf(part: Part): readonly string[] {
  const { title, value, pretext, text, footer } = part;
  if (isInline(part)) return [listIn(part.elements).map(inlineOf).join("")];
  if (typeof title === "string" && typeof value === "string") return [`${title}: ${value}`];
  return [pretext, title, text, footer].flatMap((one) => textIn(one, 16_000) ?? []);
}

/** A word of a sentence, what a link says, or the sign that an emoji is. */
function inlineOf(element: unknown): string {
  const { type, text, url, name } = recordIn(element);
  if (type === "emoji") return `:${textIn(name, 100) ?? ""}:`;
  // Spaces between words stand in elements of their own.
  return typeof text === "string" ? text.slice(0, 16_000) : (textIn(url) ?? "");
}

/** A field has a title; a section's field is a bold name over its value: "*Region*\neu-west-1". */
function pairOf({ title, value, text, type }: Part): readonly (readonly [string, string])[] {
  if (typeof title === "string" && typeof value === "string")
    return [[title.slice(0, 100), value.slice(0, 500)]];
  if (typeof text !== "string" || !text.startsWith("*") || type !== "mrkdwn") return [];
  const end = text.indexOf("*", 1);
  const said = text.slice(end + 1, end + 501).trim();
  const isOne = end > 1 && end <= 60 && said !== "" && !said.includes("\n");
  return isOne ? [[text.slice(1, end), said.startsWith(":") ? said.slice(1).trim() : said]] : [];
}

/** The rows of a table with a name and a value each: https://docs.slack.dev/reference/block-kit/blocks/table-block */
const rowsOf = ({ rows }: Part): readonly (readonly [string, string])[] =>
  listIn(rows)
    .slice(0, 100)
    .map((row) => listIn(row).map((cell) => textIn(recordIn(cell).text, 500)))
    .flatMap(([name, value, ...more]) =>
      name === undefined || value === undefined || more.length > 0
        ? []
        : [[name.slice(0, 100), value]],
    );

function linkOf(part: Part): readonly string[] {
  const inline = isInline(part) ? listIn(part.elements).map(recordIn) : [];
  return [part, ...inline].flatMap(({ url, title_link, from_url }) =>
    [url, title_link, from_url].flatMap((one) => textIn(one) ?? []),
  );
}

/** What stands largest: an attachment's title, a header, else nothing. */
function titleIn(attachments: readonly unknown[], parts: readonly Part[]): string {
  const own = attachments.map((one) => textIn(recordIn(one).title));
  const header = parts.find(({ type }) => type === "header");
  return own.find((one) => one !== undefined) ?? textIn(recordIn(header?.text).text) ?? "";
}

function authorsIn(message: Part, attachments: readonly unknown[]): readonly string[] {
  const { username, bot_profile: profile } = message;
  const named = attachments
    .map(recordIn)
    .flatMap(({ author_name, service_name, footer }) => [author_name, service_name, footer]);
  return [username, recordIn(profile).name, ...named].flatMap((name) => textIn(name, 200) ?? []);
}
