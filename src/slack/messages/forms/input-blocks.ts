import type { Checkboxes, InputBlock, KnownBlock } from "@slack/types";
import type { Entered, FormOption, Input, OptionsUnder } from "#language";
import { context, header, section } from "../blocks/blocks.ts";
import { escapeLine, escapeText } from "../blocks/escape.ts";
import { input, oneOfInput, option, plainTextObject, textInput } from "./modal.ts";
import { type FormValues, pickedIn, tickedIn, typedIn } from "./submitted-form.ts";

/** Inputs of no chat in particular as blocks; each one's id is its block_id. */
export const inputBlocks = (inputs: readonly Input[]): readonly KnownBlock[] => inputs.map(blockOf);

function blockOf(one: Input): KnownBlock {
  switch (one.kind) {
    case "text":
      return textInput(one.id, one.label, one);
    case "one":
      return menu(one);
    case "tick":
      return box(one);
    case "header":
      return header(one.text);
    case "says":
      return one.aside ? context(escapeLine(one.text)) : section(escapeText(one.text));
    default:
      throw new Error(`Unknown input: ${JSON.stringify(one satisfies never)}`);
  }
}

function menu({ id, label, options, initial }: Extract<Input, { kind: "one" }>): InputBlock {
  const aside = { initial: initial?.slice(0, 150) };
  if (!areGrouped(options)) return oneOfInput(id, label, options.map(asOption), aside);
  const groups = options.map(({ heading, options: under }) => ({
    label: plainTextObject(heading, 75),
    options: under.slice(0, 100).map(asOption),
  }));
  const all = groups.flatMap(({ options }) => options);
  const begun = all.find(({ value }) => value === aside.initial);
  const chosen = begun ? { initial_option: begun } : {};
  const element = {
    type: "static_select",
    action_id: id,
    option_groups: groups,
    ...chosen,
  } as const;
  return input(id, label, element);
}

const areGrouped = (
  options: readonly FormOption[] | readonly OptionsUnder[],
): options is readonly OptionsUnder[] => options.some((one) => "heading" in one);

const asOption = ({ label, value }: FormOption) => option(label, value);

function box({ id, label, option: one, isTicked }: Extract<Input, { kind: "tick" }>): InputBlock {
  const yes = asOption(one);
  const ticked = isTicked ? { initial_options: [yes] } : {};
  const element: Checkboxes = { type: "checkboxes", action_id: id, options: [yes], ...ticked };
  return input(id, label, element, { optional: true });
}

export const enteredIn = (values: FormValues): Entered => ({
  typed: (id) => typedIn(values, id),
  picked: (id) => pickedIn(values, id),
  ticked: (id) => tickedIn(values, id),
});
