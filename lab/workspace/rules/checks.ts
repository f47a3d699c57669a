import { z } from "zod";
import { asRecord } from "../json.ts";

/** Collects what is wrong, each with the JSON pointer of the place. */
export type Report = (pointer: string, problem: string) => void;

/** Text of `min` to `max` characters. */
export const textShape = (max: number, min = 1) => z.string().min(min).max(max);

/** A whole number within bounds. */
export function whole(min: number, max: number) {
  const says = `must be a whole number from ${min} to ${max}`;
  return z.int(says).min(min, says).max(max, says);
}

/** A list of `min` to `max` values of one kind. */
export const list = <Of extends z.ZodType>(of: Of, max: number, min = 1) =>
  z.array(of).min(min).max(max);

/** Whatever is there: for fields whose content is not enforced here. */
export const anything = z.custom((value) => value !== undefined);

/** An object with its type and these fields, and no others. */
export const typed = <Shape extends z.ZodRawShape>(type: string, shape: Shape) =>
  z.strictObject({ type: z.literal(type), ...shape });

/** One of these objects, as its type says. */
export const oneByType = (shapes: readonly z.ZodObject[]) =>
  z.discriminatedUnion("type", shapes as [z.ZodObject, ...z.ZodObject[]]);

/** Reports what Slack would say against a value that has not this shape. */
export function check(shape: z.ZodType, value: unknown, pointer: string, report: Report): void {
  for (const issue of shape.safeParse(value, { reportInput: true }).error?.issues ?? []) {
    const at = (path: readonly PropertyKey[]) => [pointer, ...path.map(String)].join("/");
    if (issue.code === "unrecognized_keys")
      for (const key of issue.keys) report(at(issue.path), `invalid additional property: ${key}`);
    else if (issue.input === undefined)
      report(at(issue.path.slice(0, -1)), `missing required field: ${String(issue.path.at(-1))}`);
    else report(at(issue.path), saidOf(issue));
  }
}

function saidOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return said[issue.expected] ?? issue.message;
    case "invalid_value":
      return `must be a valid enum value: ${issue.values.join(", ")}`;
    case "invalid_union":
      return `unsupported type: ${String(asRecord(issue.input).type)}`;
    case "too_small":
      if (issue.origin === "array") return `no fewer than ${issue.minimum} items allowed`;
      return issue.origin === "string"
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : issue.message;
    case "too_big":
      if (issue.origin === "array") return `no more than ${issue.maximum} items allowed`;
      return issue.origin === "string"
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : issue.message;
    default:
      return issue.message;
  }
}

const said: Readonly<Record<string, string>> = {
  string: "must be a valid string",
  boolean: "must be a valid boolean",
  array: "must provide an array",
  object: "must provide an object",
};
