import type { InputBlock } from "@slack/types";
import type { Field, FieldKind, FieldRead, Json, OneInput } from "#language";
import { tooLongText } from "../../../run/text-lengths.ts";
import type { Person } from "../../../run/visits.ts";
import { isSlackId } from "../blocks/escape.ts";
import { input, oneOfInput, option, searchInput, textInput } from "./modal.ts";
import { type FormValues, personIn, pickedIn, typedIn } from "./submitted-form.ts";

export type PlainKind = FieldKind & { readonly form: OneInput };

export const blockOf = (name: string): string => `field:${name}`;

/** The action_id of a menu that is asked for what it offers, by the kind of its field. */
const suggesting = (kind: string): string => `suggest:${kind}`;

export const suggestedKind = (actionId: string): string | undefined =>
  /^suggest:(.+)$/.exec(actionId)?.[1];

export interface Begins {
  readonly known?: Json | undefined;
  readonly typed?: string | undefined;
  readonly by?: Person | undefined;
}

export function fieldInput(
  name: string,
  field: Field,
  kind: PlainKind,
  { known, typed, by }: Begins,
): InputBlock {
  const { form, fits } = kind;
  const id = blockOf(name);
  const answer = known ?? field.initial;
  const isKnown = answer !== undefined && fits(answer, field);
  const initial = typed ?? (isKnown ? form.initial(answer) : undefined);
  const aside = { optional: field.optional, initial };
  const shape = form.input(field);
  if (kind.suggest !== undefined) return searchInput(id, suggesting(kind.kind), field.label, aside);
  if (shape.kind === "person") return personInput(id, field, by);
  if (shape.kind === "text") return textInput(id, field.label, { ...shape, ...aside });
  const options = shape.options.map((one) => option(one, one));
  return oneOfInput(id, field.label, options, aside);
}

/** Whoever fills it in is offered first, so that "I do" takes no tap of its own. */
function personInput(id: string, { label, optional }: Field, by: Person | undefined): InputBlock {
  const offered = by === undefined || !isSlackId(by) ? {} : { initial_user: by };
  return input(id, label, { type: "users_select", action_id: id, ...offered }, { optional });
}

/** What a field came to: an answer, text that must be found in the world, nothing, or a sentence on what is wrong. */
export type InputRead = ReturnType<OneInput["read"]> | { readonly kind: "none" };

export function readField(
  name: string,
  field: Field,
  { form }: PlainKind,
  values: FormValues,
): InputRead {
  const id = blockOf(name);
  const shape = form.input(field);
  const text = enteredFor(shape, values, id);
  if (text !== undefined && text !== "") return readTyped(form, field, text);
  return field.optional ? { kind: "none" } : { kind: "wrong", says: "Please answer this." };
}

function enteredFor(shape: ReturnType<OneInput["input"]>, values: FormValues, id: string) {
  if (shape.kind === "person") return personIn(values, id);
  return shape.kind === "text"
    ? (pickedIn(values, id) ?? typedIn(values, id)).trim()
    : shape.options.find((one) => one.slice(0, 150) === pickedIn(values, id));
}

/** What a text that was typed for a field means; one that is longer than the field takes is refused. */
export function readTyped(form: OneInput, field: Field, typed: string): FieldRead {
  const shape = form.input(field);
  return shape.kind === "text" && typed.length > shape.most
    ? { kind: "wrong", says: tooLongText(typed.length, shape.most) }
    : form.read(typed, field);
}
