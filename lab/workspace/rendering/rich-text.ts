import { asRecord, asRecords, asText, type JsonRecord } from "../json.ts";
import { formatDate } from "./dates.ts";
import { bold, type TerminalReader } from "./reader.ts";

/** A rich_text block as text, lists and quotes on lines of their own: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export const richText = (block: JsonRecord, reader: TerminalReader): string =>
  asRecords(block.elements)
    .map((element) => part(element, reader))
    .join("\n")
    .trimEnd();

function part(element: JsonRecord, reader: TerminalReader): string {
  const inner = asRecords(element.elements);
  const inline = () => inner.map((leaf) => leafText(leaf, reader)).join("");
  switch (element.type) {
    case "rich_text_list":
      return list(element, inner, reader);
    case "rich_text_quote":
      return inline().replace(/^/gm, "│ ");
    case "rich_text_preformatted":
      return inline().replace(/^/gm, "    ");
    default:
      return inline();
  }
}

function list(element: JsonRecord, items: readonly JsonRecord[], reader: TerminalReader): string {
  const indent = "  ".repeat(Number(element.indent ?? 0));
  const first = Number(element.offset ?? 0) + 1;
  return items
    .map((item, index) => {
      const sign = element.style === "ordered" ? `${first + index}.` : "•";
      return `${indent}${sign} ${part(item, reader)}`;
    })
    .join("\n");
}

function leafText(leaf: JsonRecord, reader: TerminalReader): string {
  const text = asText(leaf.text);
  switch (leaf.type) {
    case "user":
      return `@${reader.userName(String(leaf.user_id))}`;
    case "channel":
      return `#${reader.channelName(String(leaf.channel_id))}`;
    case "broadcast":
      return `@${leaf.range}`;
    case "emoji":
      return `:${leaf.name}:`;
    case "date":
      return formatDate(Number(leaf.timestamp), String(leaf.format), reader.tz);
    case "link":
      return text && text !== leaf.url ? `${text} (${leaf.url})` : String(leaf.url);
    default:
      return styled(text ?? "", asRecord(leaf.style), reader);
  }
}

function styled(text: string, style: JsonRecord, reader: TerminalReader): string {
  if (style.code === true) return `\`${text}\``;
  if (style.bold === true) return reader.isAnsi ? bold(reader, text) : `*${text}*`;
  return style.strike === true ? `~${text}~` : text;
}
