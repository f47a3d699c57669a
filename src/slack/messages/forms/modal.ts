import type {
  ExternalSelect,
  InputBlock,
  KnownBlock,
  ModalView,
  PlainTextElement,
  PlainTextInput,
  PlainTextOption,
} from "@slack/types";
import { blockLimits, cutText } from "../blocks/limits.ts";

/** A form's frame. `submit` absent: something to read. */
export const modal = (
  title: string,
  blocks: readonly KnownBlock[],
  { submit, metadata }: { readonly submit?: string; readonly metadata?: string },
): ModalView => ({
  type: "modal",
  callback_id: "handrail",
  title: plainTextObject(title, blockLimits.modalTitle),
  close: plainTextObject(submit === undefined ? "Close" : "Cancel", blockLimits.modalTitle),
  blocks: blocks.slice(0, 100),
  ...(submit === undefined ? {} : { submit: plainTextObject(submit, blockLimits.modalTitle) }),
  ...(metadata === undefined ? {} : { private_metadata: metadata }),
});

/** Plain text of at least one and at most `most` characters. */
export const plainTextObject = (text: string, most: number): PlainTextElement => ({
  type: "plain_text",
  text: text.trim() === "" ? "–" : cutText(text, most),
  emoji: false,
});

export interface InputOptions {
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly initial?: string | undefined;
}

/** An input whose block_id is also its action_id. */
export const input = (
  id: string,
  label: string,
  element: InputBlock["element"],
  { hint, optional }: InputOptions = {},
): InputBlock => ({
  type: "input",
  block_id: id,
  label: plainTextObject(label, blockLimits.label),
  element,
  ...(optional ? { optional: true } : {}),
  ...(hint === undefined ? {} : { hint: plainTextObject(hint, blockLimits.label) }),
});

export const textInput = (
  id: string,
  label: string,
  {
    most,
    multiline = false,
    ...more
  }: InputOptions & { readonly most: number; readonly multiline?: boolean },
): InputBlock => {
  const initial = more.initial?.slice(0, most);
  const element: PlainTextInput = {
    type: "plain_text_input",
    action_id: id,
    multiline,
    max_length: most,
    ...(initial ? { initial_value: initial } : {}),
  };
  return input(id, label, element, more);
};

/** One of a few (radio buttons, up to ten) or of many (a menu). */
export function oneOfInput(
  id: string,
  label: string,
  options: readonly PlainTextOption[],
  more: InputOptions = {},
): InputBlock {
  const initial = options.find(({ value }) => value === more.initial);
  const chosen = initial ? { initial_option: initial } : {};
  const type = options.length <= 10 ? "radio_buttons" : "static_select";
  const element = { type, action_id: id, options: options.slice(0, 100), ...chosen } as const;
  return input(id, label, element as InputBlock["element"], more);
}

/** One of what the world has: the menu asks for what it offers while somebody types, by its `action`. */
export function searchInput(
  id: string,
  action: string,
  label: string,
  { initial = "", ...more }: InputOptions,
): InputBlock {
  const isShort = initial !== "" && initial.length <= 150;
  const element: ExternalSelect = {
    type: "external_select",
    action_id: action,
    min_query_length: 0,
    placeholder: plainTextObject("Type a part of its name", 150),
    ...(isShort ? { initial_option: option(initial, initial) } : {}),
  };
  return input(id, label, element, more);
}

/** An option of a menu or a group of radio buttons; `value` at most 150 characters. */
export const option = (text: string, value: string): PlainTextOption => ({
  text: plainTextObject(text, blockLimits.option),
  value: value.slice(0, 150),
});
