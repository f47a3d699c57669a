import { expect } from "vitest";
import { asRecord, asRecords, asText, isRecord, type JsonRecord } from "../lab/workspace/json.ts";

/** What is wrong with the words of something that people read; empty when nothing is. */
export function problemsOfWords(text: string): readonly string[] {
  const words = withoutCode(text);
  return rules.flatMap(([says, sign]) => {
    const found = sign.exec(words);
    return found ? [`${says}: “${around(words, found.index)}”`] : [];
  });
}

const rules: readonly (readonly [says: string, sign: RegExp])[] = [
  ["an exclamation mark", /!/],
  ["two spaces", /\S {2,}\S/],
  ["a value that is missing", /(?<!\/dev\/)\b(undefined|null|NaN|Infinity|\[object)\b/],
  ["a space before a full stop", /[a-z] [.,;:](\s|$)/i],
  ["two full stops", /[^.]\.\.(\s|$)/],
  // "after 5" of what?
  ["a number without its unit", /\b(after|within|for|keeps|closes) \d[\d,.]*(?![\d:,.]* ?[\w%])/],
];

/** A message, modal or Home tab: the same for each of its texts, and that lines end and labels are whole. */
function problemsOfBlocks(blocks: readonly JsonRecord[]): readonly string[] {
  return blocks.flatMap((block) => [
    ...textsOf(block).flatMap(problemsOfWords),
    ...mrkdwnOf(block).flatMap((text) => text.split("\n").flatMap(problemsOfLine)),
    ...labelsOf(block).flatMap(problemsOfLabel),
  ]);
}

/** A sentence ends; a heading, an item of a list, an address and a command need not. */
function problemsOfLine(line: string): readonly string[] {
  const plain = withoutCode(line).replaceAll(/[*_]/g, "").trim();
  const isShort = plain.split(/\s+/).length < 4;
  const isListed = /^([•☐☑✓↻⤼↩⇢×→·▰▱>]|\d+\.)/u.test(plain) || plain.includes(" → ");
  const isHeading = /^\*[^*]+\*( \(\d+\w\w time\))?$/.test(line.trim());
  if (isShort || isListed || isHeading || /^<http\S+\|[^>]+>$/.test(line)) return [];
  return /[.?:…”)]$/.test(plain) ? [] : [`a sentence without an end: “${line.slice(-80)}”`];
}

// Those that open a form, or say that more stands behind them.
const open = /^(Something else|Skip|Decide without it|Open it again)…$/;

const problemsOfLabel = (label: string): readonly string[] => [
  ...(label.length > 75 ? [`a label of ${label.length} characters: “${label}”`] : []),
  ...(label.includes("…") && !open.test(label) ? [`a label that was cut: “${label}”`] : []),
];

/** Fails with each problem of what is shown, named by where it stands. */
export function expectCalm(where: string, text: string, blocks: readonly JsonRecord[]): void {
  const problems = [...problemsOfWords(text), ...problemsOfBlocks(blocks)];
  expect(problems, where).toEqual([]);
  expect(text.length, where).toBeLessThanOrEqual(3_000);
  expect(Buffer.byteLength(text), where).toBeLessThanOrEqual(4_000);
}

/** The same for a modal, whose title holds 24 characters. */
export function expectCalmView(where: string, view: JsonRecord): void {
  const title = asText(asRecord(view.title).text) ?? "";
  expect(title, where).not.toContain("…");
  expectCalm(where, title, asRecords(view.blocks));
}

/** Code, tokens and addresses are not prose. */
const withoutCode = (text: string): string =>
  text
    .replaceAll(/`[^`]*`/g, "code")
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<[@#][^>]+>/g, "@someone")
    .replaceAll(/\bhttps?:\/\/\S+/g, "address");

const around = (text: string, at: number): string => text.slice(Math.max(0, at - 30), at + 30);

/** Every text at any depth but in preformatted blocks, where commands stand. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isRecord(value) || value.type === "rich_text_preformatted") return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    // Names of servers with their versions are no sentences.
    if (name === "option_groups") return [];
    return typeof inner === "string" ? (shown.has(name) ? [inner] : []) : textsOf(inner);
  });
}

const shown = new Set(["text", "title", "alt_text"]);

function mrkdwnOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (!isRecord(value)) return [];
  // What can be ticked is a list of names.
  if (value.type === "checkboxes") return [];
  if (value.type === "mrkdwn") return [asText(value.text) ?? ""];
  return Object.values(value).flatMap(mrkdwnOf);
}

function labelsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(labelsOf);
  if (!isRecord(value)) return [];
  if (value.type === "button") return [asText(asRecord(value.text).text) ?? ""];
  return Object.values(value).flatMap(labelsOf);
}
