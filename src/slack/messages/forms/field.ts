import type { InputBlock } from "@slack/types";
import type { Field, Json } from "#language";
import { oneOf, option, textInput } from "./modal.ts";

/** A field that takes one input; `config` takes pages of its own, see server.ts. */
export type PlainField = Exclude<Field, { readonly kind: "config" }>;

/** The block_id of a field's input. */
export const blockOf = (name: string): string => `field:${name}`;

/** The input of a field, with the answer that is known already. */
export function fieldInput(name: string, field: PlainField, known: Json | undefined): InputBlock {
  const id = blockOf(name);
  const aside = { optional: field.optional, initial: initialOf(field, known) };
  if (field.kind !== "choice") return textInput(id, field.label, { ...aside, ...shapeOf(field) });
  const options = field.options.map((one) => option(one, one));
  return oneOf(id, field.label, options, aside);
}

type TypedField = Exclude<PlainField, { readonly kind: "choice" }>;

function shapeOf(field: TypedField): { most: number; hint?: string; multiline?: boolean } {
  switch (field.kind) {
    case "loadBalancer":
      return { most: 300, hint: "Its name or its ARN." };
    case "targetGroup":
      return { most: 300, hint: "Its ARN." };
    case "url":
      return { most: 1_000, hint: "https://…" };
    case "seconds":
      return { most: 30, hint: "With its unit: 2 s or 500 ms." };
    case "number":
      return { most: 12, hint: `From ${field.min} to ${field.max}.` };
    case "text":
      return { most: 2_000, multiline: field.long ?? false };
    default:
      throw new Error(`Unknown field: ${JSON.stringify(field satisfies never)}`);
  }
}

function initialOf(field: PlainField, known: Json | undefined): string | undefined {
  const value = known ?? ("initial" in field ? field.initial : undefined);
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number") return field.kind === "seconds" ? `${value} s` : String(value);
  if (typeof value === "string") return value;
  const { arn, name } = value as { readonly arn?: Json; readonly name?: Json };
  return [arn, name].find((text) => typeof text === "string");
}
