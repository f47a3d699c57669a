import type { InputBlock } from "@slack/types";
import type { Field, FieldKind, FieldRead, Json, OneInput } from "#language";
import { tooLong } from "../../../run/text-lengths.ts";
import { oneOf, option, searched, textInput } from "./modal.ts";
import type { Values } from "./submitted.ts";
import { pickedIn, typedIn } from "./typed-values.ts";

/** A kind of field that takes one input. */
export type PlainKind = FieldKind & { readonly form: OneInput };

/** The block_id of a field's input. */
export const blockOf = (name: string): string => `field:${name}`;

/** The action_id of a menu that is asked for what it offers, by the kind of its field. */
const suggesting = (kind: string): string => `suggest:${kind}`;

/** The kind of field that such a menu is for. */
export const suggestedKind = (actionId: string): string | undefined =>
  /^suggest:(.+)$/.exec(actionId)?.[1];

/** The input of a field, with the answer that is known already, or with what was typed for it. */
export function fieldInput(
  name: string,
  field: Field,
  kind: PlainKind,
  known: Json | undefined,
  typed?: string,
): InputBlock {
  const { form, fits } = kind;
  const id = blockOf(name);
  const answer = known ?? field.initial;
  const isKnown = answer !== undefined && fits(answer, field);
  const initial = typed ?? (isKnown ? form.initial(answer) : undefined);
  const aside = { optional: field.optional, initial };
  const shape = form.input(field);
  if (kind.suggest !== undefined) return searched(id, suggesting(kind.kind), field.label, aside);
  if (shape.kind === "text") return textInput(id, field.label, { ...shape, ...aside });
  const options = shape.options.map((one) => option(one, one));
  return oneOf(id, field.label, options, aside);
}

/**
 * What a field came to: an answer, text that must be found in the world, nothing, or a sentence on what is wrong.
 */
export type InputRead = ReturnType<OneInput["read"]> | { readonly kind: "none" };

/** Reads a field's input. */
export function readField(
  name: string,
  field: Field,
  { form }: PlainKind,
  values: Values,
): InputRead {
  const id = blockOf(name);
  const shape = form.input(field);
  const text =
    shape.kind === "text"
      ? (pickedIn(values, id) ?? typedIn(values, id)).trim()
      : shape.options.find((one) => one.slice(0, 150) === pickedIn(values, id));
  if (text !== undefined && text !== "") return readTyped(form, field, text);
  return field.optional ? { kind: "none" } : { kind: "wrong", says: "Please answer this." };
}

/** What a text that was typed for a field means; one that is longer than the field takes is refused. */
export function readTyped(form: OneInput, field: Field, typed: string): FieldRead {
  const shape = form.input(field);
  return shape.kind === "text" && typed.length > shape.most
    ? { kind: "wrong", says: tooLong(typed.length, shape.most) }
    : form.read(typed, field);
}
