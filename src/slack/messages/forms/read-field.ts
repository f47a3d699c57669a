import type { Json } from "#language";
import { cut } from "../blocks/limits.ts";
import { blockOf, type PlainField } from "./field.ts";
import type { FormParts } from "./parts.ts";
import type { Values } from "./submitted.ts";
import { pickedIn, typedIn } from "./typed.ts";

/**
 * What a field came to: an answer, text that AWS must resolve, nothing, or a sentence on what is
 * wrong.
 */
export type FieldRead =
  | { readonly kind: "answer"; readonly answer: Json }
  | { readonly kind: "typed"; readonly typed: string }
  | { readonly kind: "none" }
  | { readonly kind: "wrong"; readonly says: string };

/** Reads a field's input. */
export function readField(
  name: string,
  field: PlainField,
  values: Values,
  parts: FormParts,
): FieldRead {
  const text =
    field.kind === "choice" ? pickedIn(values, blockOf(name)) : typedIn(values, blockOf(name));
  if (text === undefined || text === "") {
    return field.optional ? { kind: "none" } : wrong("Please answer this.");
  }
  return readText(field, text, parts);
}

function readText(field: PlainField, text: string, parts: FormParts): FieldRead {
  switch (field.kind) {
    case "loadBalancer":
      return { kind: "typed", typed: text };
    case "targetGroup":
      return readTargetGroup(text);
    case "url":
      return /^https?:\/\//i.test(text) && URL.canParse(text)
        ? answer(text)
        : wrong("Type a whole address, such as https://shop.example.com/health.");
    case "seconds":
      return readSeconds(text, parts);
    case "number":
      return readNumber(text, field.min, field.max);
    case "text":
      return answer(text);
    case "choice":
      return answer(field.options.find((one) => one.slice(0, 150) === text) ?? text);
    default:
      throw new Error(`Unknown field: ${JSON.stringify(field satisfies never)}`);
  }
}

function readTargetGroup(text: string): FieldRead {
  const name = /^arn:[^:]+:elasticloadbalancing:[^:]+:\d+:targetgroup\/([^/]+)\/\w+$/.exec(
    text,
  )?.[1];
  return name ? answer({ arn: text, name }) : wrong("Paste the target group's ARN.");
}

function readSeconds(text: string, parts: FormParts): FieldRead {
  const duration = parts.parseDuration(text);
  if (duration.kind === "seconds") return answer(duration.seconds);
  return wrong(duration.kind === "ambiguous" ? msOrSeconds(text) : withUnit);
}

function readNumber(text: string, min: number, max: number): FieldRead {
  const number = Number(text);
  if (/^-?\d+$/.test(text) && number >= min && number <= max) return answer(number);
  return wrong(`Type a whole number from ${min} to ${max}.`);
}

/** "Milliseconds or seconds? Type 65000 ms or 65000 s." */
export const msOrSeconds = (text: string): string =>
  `Milliseconds or seconds? Type ${cut(text, 20)} ms or ${cut(text, 20)} s.`;

const withUnit = "Type a number with its unit, such as 2 s or 500 ms.";

const answer = (value: Json): FieldRead => ({ kind: "answer", answer: value });
const wrong = (says: string): FieldRead => ({ kind: "wrong", says });
