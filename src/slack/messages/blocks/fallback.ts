import type { KnownBlock, PlanBlock, TaskCardBlock } from "@slack/types";
import { escapeText } from "./escape.ts";
import { planLines, tableLines } from "./without-new-blocks.ts";

/** What blocks say, as the fallback text that notifications show and screen readers read: dates in UTC, no marks. */
export const fallbackText = (blocks: readonly KnownBlock[]): string =>
  blocks.map(said).filter(Boolean).join("\n");

function said(block: KnownBlock): string {
  switch (block.type) {
    case "header":
      return escapeText(block.text.text);
    case "section":
      return [plain(block.text?.text ?? ""), buttons(block.accessory ? [block.accessory] : [])]
        .filter(Boolean)
        .join(" ");
    case "context":
      return block.elements.map((one) => ("text" in one ? plain(one.text) : "")).join(" ");
    case "rich_text":
      return drawn(textIn(block.elements));
    case "plan":
      return saidPlan(block);
    case "table":
      return tableLines(block).map(plain).map(ended).join("\n");
    case "actions":
      return buttons(block.elements);
    case "image":
      return escapeText(`Picture: ${block.alt_text}`);
    default:
      return "";
  }
}

/** Steps that are walked in a line each, those to come in one. */
function saidPlan(block: PlanBlock): string {
  const tasks = (block.tasks ?? []) as readonly TaskCardBlock[];
  const toCome = tasks.filter(({ status }) => status === "pending");
  const walked = { ...block, tasks: tasks.filter(({ status }) => status !== "pending") };
  const [title = "", ...lines] = planLines(walked, (status, name) => `${words[status]} ${name}.`);
  const ahead = toCome.map(({ title }) => escapeText(title)).join("; ");
  return [title, ...lines, ...(ahead === "" ? [] : [`To come: ${ahead}`])]
    .map(plain)
    .map(ended)
    .join("\n");
}

const words: { readonly [Status in TaskCardBlock["status"]]: string } = {
  pending: "To come:",
  in_progress: "Now:",
  complete: "Done:",
  error: "Not done:",
};

const ended = (text: string): string => (/[.!?…:]$/.test(text) ? text : `${text}.`);

const plain = (mrkdwn: string): string =>
  mrkdwn
    .replaceAll(/<!date\^[^|<>]*\|([^<>]*)>/g, "$1")
    .replaceAll(/^> /gm, "")
    .replaceAll(/(^|[\s(])\*([^*\n]+)\*/g, "$1$2")
    .replaceAll(/(^|[\s(])_([^_\n]+)_/g, "$1$2");

/** A drawing without its strokes, line after line; a command stays as it is. */
const drawn = (text: string): string =>
  escapeText(text.replaceAll(/^[ │]+/gm, "").replaceAll(/\n+/g, "\n"));

function textIn(elements: unknown): string {
  if (Array.isArray(elements)) return elements.map(textIn).join("");
  if (typeof elements !== "object" || elements === null) return "";
  const { text, elements: inner } = elements as { text?: unknown; elements?: unknown };
  return typeof text === "string" ? text : textIn(inner);
}

function buttons(elements: readonly { readonly type: string }[]): string {
  const labels = elements.flatMap((one) => (isLabelled(one) ? [escapeText(one.text.text)] : []));
  const more = elements.filter(({ type }) => type === "overflow").flatMap(optionsOf);
  const boxes = elements.filter(({ type }) => type === "checkboxes").flatMap(optionsOf);
  return [
    ...(labels.length === 0 ? [] : [ended(`Buttons: ${labels.join("; ")}`)]),
    ...(more.length === 0 ? [] : [ended(`More: ${more.join("; ")}`)]),
    ...(boxes.length === 0 ? [] : [ended(`To tick: ${boxes.join("; ")}`)]),
  ].join(" ");
}

function optionsOf(element: object): readonly string[] {
  const options = "options" in element && Array.isArray(element.options) ? element.options : [];
  return options.map(({ text }: { text: { type: string; text: string } }) =>
    text.type === "mrkdwn" ? plain(text.text) : escapeText(text.text),
  );
}

const isLabelled = (one: object): one is { readonly text: { readonly text: string } } =>
  "text" in one && typeof one.text === "object" && one.text !== null && "text" in one.text;
