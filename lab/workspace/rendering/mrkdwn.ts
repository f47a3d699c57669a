import { asRecord, asText } from "../json.ts";
import { textWithEmoji, unescaped } from "./characters.ts";
import { formatDate } from "./dates.ts";
import { bold, dim, type TerminalReader } from "./reader.ts";

/** Slack's mrkdwn as terminal text: names, links, dates and a few emoji resolved; bold only with ANSI. */
export const mrkdwn = (text: string, reader: TerminalReader): string =>
  unescaped(decorate(resolve(text, reader), reader));

/** Plain text as terminal text: emoji names resolved, nothing else. */
export const plain = (text: string): string => unescaped(textWithEmoji(text));

// https://docs.slack.dev/messaging/formatting-message-text
function resolve(text: string, reader: TerminalReader): string {
  return text.replace(/<([^<>]+)>/g, (_whole, inner: string) => {
    const [target = "", label] = splitOnce(inner, "|");
    if (target.startsWith("@")) return `@${reader.userName(target.slice(1))}`;
    if (target.startsWith("#")) return `#${label || reader.channelName(target.slice(1))}`;
    if (target.startsWith("!date^")) return dateOf(target, label, reader);
    if (target.startsWith("!subteam^")) return label ?? "@group";
    if (target.startsWith("!")) return `@${target.slice(1)}`;
    return label && label !== target ? `${label} (${target})` : target;
  });
}

function dateOf(target: string, fallback: string | undefined, reader: TerminalReader): string {
  const [, seconds = "", format = "", link] = target.split("^");
  if (!/^\d+$/.test(seconds)) return fallback ?? target;
  const shown = formatDate(Number(seconds), format, reader.tz);
  return link ? `${shown} (${link})` : shown;
}

function decorate(text: string, reader: TerminalReader): string {
  const withEmoji = textWithEmoji(text);
  if (!reader.isAnsi) return withEmoji;
  return withEmoji
    .replace(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, (_, inner: string) =>
      bold(reader, inner),
    )
    .replace(/`([^`\n]+)`/g, (whole) => dim(reader, whole));
}

function splitOnce(text: string, sign: string): readonly [string, string?] {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A text object as terminal text, empty where there is none: https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function renderText(value: unknown, reader: TerminalReader): string {
  const object = asRecord(value);
  const text = asText(object.text) ?? "";
  return object.type === "mrkdwn" ? mrkdwn(text, reader) : plain(text);
}
