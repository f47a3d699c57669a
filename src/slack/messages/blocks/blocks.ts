import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  Overflow,
  RichTextBlock,
  SectionBlock,
} from "@slack/types";
import type { ActName } from "./click-actions.ts";
import { actionId, encodeHandle, type Handle } from "./handle.ts";
import { blockLimits, cutText } from "./limits.ts";

export type ButtonHandle = Handle & { readonly act: ActName };

/** mrkdwn whose every foreign part is escaped. `verbatim`: Slack makes no links or mentions of its own from it. */
export const section = (mrkdwn: string): SectionBlock => ({
  type: "section",
  text: { type: "mrkdwn", text: shown(cutText(mrkdwn, blockLimits.section)), verbatim: true },
});

/** Small grey text; mrkdwn as in {@link section}. */
export const context = (mrkdwn: string): ContextBlock => ({
  type: "context",
  elements: [{ type: "mrkdwn", text: shown(cutText(mrkdwn, blockLimits.section)), verbatim: true }],
});

/** A headline; plain text, not escaped. */
export const header = (text: string): HeaderBlock => ({
  type: "header",
  text: { type: "plain_text", text: shown(cutText(text, blockLimits.header)), emoji: false },
});

/** A row of buttons, and behind "…" what stands in a menu; no block at all for none. */
export function row(
  buttons: readonly Button[],
  more: readonly Overflow[] = [],
): readonly ActionsBlock[] {
  if (buttons.length + more.length === 0) return [];
  return [{ type: "actions", elements: [...distinct(buttons), ...more] }];
}

/** What a {@link menu} acts on; `key` tells it from others in its message. */
interface MenuOf {
  readonly run: string;
  readonly visit?: string;
  readonly key?: string;
}

/** One line of a {@link menu}; it acts on the run and visit of its menu. */
export interface MenuEntry {
  readonly label: string;
  readonly act: ActName;
  readonly item?: string;
}

/**
 * What is rarely pressed, behind "…": five at most, as Slack takes (https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element);
 * no menu for none.
 */
export function menu(
  { run, visit = "", key }: MenuOf,
  entries: readonly MenuEntry[],
): readonly Overflow[] {
  if (entries.length === 0) return [];
  const item = key === undefined ? visit : `${visit}:${key.slice(0, 100)}`;
  return [
    {
      type: "overflow",
      action_id: actionId({ act: "more", run, item }),
      options: entries.slice(0, blockLimits.menu).map(({ label, act, item }) => ({
        text: { type: "plain_text", text: shown(cutText(label, blockLimits.option)), emoji: false },
        value: item === undefined ? act : `${act}:${item}`,
      })),
    },
  ];
}

/** A button; its label is plain text, not escaped. */
export const button = (
  label: string,
  handle: ButtonHandle,
  style?: "primary" | "danger",
): Button => ({
  type: "button",
  action_id: actionIdOf(handle),
  text: { type: "plain_text", text: shown(cutText(label, blockLimits.button)), emoji: false },
  value: encodeHandle(handle),
  ...(style === undefined ? {} : { style }),
});

/** A button that leads to an address and needs no answer. */
export const linkButton = (label: string, url: string, id: string): Button => ({
  type: "button",
  action_id: `link:${id}`.slice(0, 255),
  text: { type: "plain_text", text: shown(cutText(label, blockLimits.button)), emoji: false },
  url,
});

// action_id holds at most 255 characters; the handle itself travels in the value.
const actionIdOf = (handle: Handle): string =>
  actionId({
    ...handle,
    ...(handle.item === undefined ? {} : { item: handle.item.slice(0, 100) }),
  });

// Slack refuses a row in which two buttons share an action_id, as long items that were cut may.
const distinct = (buttons: readonly Button[]): Button[] =>
  buttons.map((one, index) => {
    const isTaken = buttons.slice(0, index).some(({ action_id }) => action_id === one.action_id);
    return isTaken ? { ...one, action_id: `${one.action_id}:${index}` } : one;
  });

// Slack refuses empty texts, and such with half a character.
const shown = (text: string): string => (text.trim() === "" ? "–" : text.toWellFormed());

/** Text as it is, in letters of one width, without marks that it could break out of. */
export const preformatted = (text: string): RichTextBlock => ({
  type: "rich_text",
  elements: [
    {
      type: "rich_text_preformatted",
      elements: [{ type: "text", text: text.trim() === "" ? "–" : cutText(text, mostCharacters) }],
    },
  ],
});

// A block's text takes 3,000.
const mostCharacters = 2_900;
