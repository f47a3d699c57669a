import { textWithEmoji, unescaped } from "../../../workspace/rendering/characters.ts";

/** A piece of mrkdwn; text is unescaped and is to be shown as text. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike"; readonly pieces: readonly Piece[] }
  | { readonly kind: "code" | "preformatted"; readonly pieces: readonly Piece[] }
  | { readonly kind: "quote"; readonly pieces: readonly Piece[] }
  | { readonly kind: "link"; readonly url: string; readonly label: string }
  | { readonly kind: "user" | "channel"; readonly id: string; readonly label: string | undefined }
  | { readonly kind: "mention"; readonly text: string }
  | {
      readonly kind: "date";
      readonly seconds: number;
      readonly format: string;
      readonly fallback: string;
    };

/** Slack's mrkdwn as pieces: https://docs.slack.dev/messaging/formatting-message-text */
export const parseMrkdwn = (text: string): readonly Piece[] =>
  text.split(/```\n?([\s\S]+?)```/).flatMap((part, index): readonly Piece[] => {
    if (index % 2 === 1) return [{ kind: "preformatted", pieces: references(part) }];
    return part === "" ? [] : quotesAndLines(part);
  });

/** Lines that begin with ">" stand together as a quote. */
function quotesAndLines(text: string): readonly Piece[] {
  return text.split(/((?:^(?:&gt;|>).*(?:\n|$))+)/m).flatMap((part): readonly Piece[] => {
    if (!/^(&gt;|>)/.test(part)) return inline(part);
    const quoted = part.replace(/^(?:&gt;|>) ?/gm, "").replace(/\n$/, "");
    return [{ kind: "quote", pieces: inline(quoted) }];
  });
}

// A sign opens after anything but a word or itself and before no space; it closes the other way round.
const rule =
  /<([^<>\n]+)>|`([^`\n]+)`|(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])|(?<!\w)_(?=[^\s_])([^\n]*?[^\s_])_(?!\w)|(?<![\w~])~(?=\S)([^~\n]*?\S)~(?![\w~])/;

function inline(text: string): readonly Piece[] {
  const found = rule.exec(text);
  if (!found) return plain(text);
  const { index } = found;
  const before = text.slice(0, index);
  return [...plain(before), pieceOf(found), ...inline(text.slice(index + found[0].length))];
}

function pieceOf([, angle, code, bold, italic, strike]: RegExpExecArray): Piece {
  if (angle !== undefined) return reference(angle);
  if (code !== undefined) return { kind: "code", pieces: references(code) };
  if (bold !== undefined) return { kind: "bold", pieces: inline(bold) };
  if (italic !== undefined) return { kind: "italic", pieces: inline(italic) };
  return { kind: "strike", pieces: inline(strike ?? "") };
}

/** Inside of code only what stands in angle brackets means something. */
const references = (text: string): readonly Piece[] =>
  text
    .split(/<([^<>\n]+)>/)
    .flatMap((part, index) => (index % 2 === 1 ? [reference(part)] : plainCode(part)));

function reference(inner: string): Piece {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(inner.slice(bar + 1));
  if (target.startsWith("@")) return { kind: "user", id: target.slice(1), label };
  if (target.startsWith("#")) return { kind: "channel", id: target.slice(1), label };
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!")) return { kind: "mention", text: label ?? `@${target.slice(1)}` };
  const url = unescaped(target);
  return { kind: "link", url, label: label || url };
}

function date(target: string, label: string | undefined): Piece {
  const [, seconds = "", format = ""] = target.split("^");
  const fallback = label ?? target;
  if (!/^\d+$/.test(seconds)) return { kind: "text", text: fallback };
  return { kind: "date", seconds: Number(seconds), format, fallback };
}

const plain = (text: string): readonly Piece[] =>
  text === "" ? [] : [{ kind: "text", text: unescaped(textWithEmoji(text)) }];

const plainCode = (text: string): readonly Piece[] =>
  text === "" ? [] : [{ kind: "text", text: unescaped(text) }];

/** A URL that is safe to follow, or undefined: a message must not bring in `javascript:` or `data:`. */
export function safeUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed && ["http:", "https:", "mailto:"].includes(parsed.protocol) ? url : undefined;
}
