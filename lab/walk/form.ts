import type { View } from "../workspace/index.ts";
import { asRecord, asRecords, asText, type JsonRecord } from "../workspace/json.ts";

/** One input of a modal, as a person sees it. */
export interface Question {
  readonly blockId: string;
  readonly actionId: string;
  readonly label: string;
  readonly hint: string;
  readonly isOptional: boolean;
  /** What may be picked; empty where something is typed. */
  readonly options: readonly WalkOption[];
  /** What stands in it: text, or the labels of what is picked. */
  readonly current: string;
  /** What the bot said is wrong with it. */
  readonly problem: string | undefined;
  /** Files are named by their paths on this machine. */
  readonly takesFiles: boolean;
  /** Whether picking tells the bot at once, which redraws the modal. */
  readonly tellsAtOnce: boolean;
}

export interface WalkOption {
  readonly label: string;
  readonly value: string;
}

/** The inputs of an open modal, from top to bottom. */
export const questionsOf = (view: View): readonly Question[] =>
  asRecords(view.content.blocks)
    .filter((block) => block.type === "input")
    .map((block) => question(view, block));

/** The options that a typed number or part of a label means; the best ones first. */
export function optionsMeant(options: readonly WalkOption[], typed: string): readonly WalkOption[] {
  const numbered = /^\d+$/.test(typed) ? options[Number(typed) - 1] : undefined;
  if (numbered) return [numbered];
  const wanted = typed.toLowerCase();
  const exact = options.filter(({ label }) => label.toLowerCase() === wanted);
  if (exact.length > 0) return exact;
  return options.filter(({ label }) => label.toLowerCase().includes(wanted));
}

function question(view: View, block: JsonRecord): Question {
  const element = asRecord(block.element);
  const blockId = asText(block.block_id) ?? "";
  const actionId = asText(element.action_id) ?? "";
  const state = asRecord(view.values[blockId]?.[actionId]);
  return {
    blockId,
    actionId,
    label: textIn(block.label),
    hint: textIn(block.hint),
    isOptional: block.optional === true,
    options: optionsOf(element),
    current: currentOf(element, state),
    problem: view.errors[blockId],
    takesFiles: element.type === "file_input",
    tellsAtOnce: block.dispatch_action === true,
  };
}

const textIn = (text: unknown): string => asText(asRecord(text).text) ?? "";

function optionsOf(element: JsonRecord): readonly WalkOption[] {
  const groups = asRecords(element.option_groups).flatMap((group) => asRecords(group.options));
  return [...asRecords(element.options), ...groups].map(asOption);
}

const asOption = (option: JsonRecord): WalkOption => ({
  label: textIn(option.text),
  value: asText(option.value) ?? "",
});

/** What was entered, else what the bot had put in. */
function currentOf(element: JsonRecord, state: JsonRecord): string {
  const typed =
    asText(state.value ?? state.selected_user) ??
    asText(element.initial_value ?? element.initial_user);
  if (typed !== undefined) return typed;
  const one = asRecord(state.selected_option ?? element.initial_option);
  const several = asRecords(state.selected_options ?? element.initial_options);
  const picked = one.text === undefined ? several : [one];
  return picked.map((option) => asOption(option).label).join(", ");
}
