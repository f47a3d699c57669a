import { z } from "zod";
import type { Problem } from "#language";

/** What has not this shape, with where, and what to write instead. */
export function shapeProblems(shape: z.ZodType, value: unknown): readonly Problem[] {
  const parsed = shape.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => saidOf(issue, shape, value));
}

function saidOf(issue: z.core.$ZodIssue, shape: z.ZodType, value: unknown): readonly Problem[] {
  const where = issue.path.map(String).join(".");
  const here = schemaAt(shape, issue.path);
  const example = here?.description === undefined ? "" : ` ${here.description}`;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      where: [...issue.path, key].map(String).join("."),
      says: `There is no "${key}" here.${thereIs(key, here)}`,
    }));
  if (valueAt(value, issue.path) === undefined)
    return [{ where, says: `It is missing.${example}` }];
  return [{ where, says: `${wrong(issue, valueAt(value, issue.path))}${example}` }];
}

/** In a sentence. */
function wrong(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return `It is ${kindOf(value)}, and ${named(issue.expected)} is wanted.`;
    case "invalid_value":
      return `It is ${shown(value)}, and ${oneOf(issue.values, value)} is wanted.`;
    case "too_small":
      return issue.origin === "string" || issue.origin === "array"
        ? "It is empty."
        : `It is ${shown(value)}, and ${issue.minimum} or more is wanted.`;
    case "too_big":
      return tooBig(issue);
    case "invalid_key":
      return `This name cannot be used: letters, digits${issue.origin === "record" ? " and, but for answers, hyphens" : ""}, a letter first.`;
    default:
      return `${shown(value)} cannot stand here.`;
  }
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === "string")
    return `It is longer than ${maximum} characters, so that it would be cut.`;
  return origin === "array" ? `It has more than ${maximum}.` : `It is more than ${maximum}.`;
}

/** Of many, those that are likest. */
function oneOf(values: readonly unknown[], value: unknown): string {
  if (values.length <= 10 || typeof value !== "string") return values.map(shown).join(" or ");
  const names = values.map(String);
  const meant = value.replace(/^aws /, "").replace(" ", ":").replaceAll("-", "");
  const near = nearestFew(meant, names);
  return near.length > 0 ? near.map(shown).join(" or ") : `one of ${names.length}`;
}

/** Those that begin alike, for more than half of their length where there are such. */
function nearestFew(name: string, names: readonly string[]): readonly string[] {
  const ranked = names
    .map((other) => ({ other, like: likeness(name, other) }))
    .filter(({ like }) => like > 0.2)
    .toSorted((one, other) => other.like - one.like);
  return ranked.slice(0, 4).map(({ other }) => other);
}

const kindOf = (value: unknown): string =>
  value === null ? "nothing" : Array.isArray(value) ? "a list" : named(typeof value);

const named = (type: string): string =>
  words[type] ?? (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

const words: { readonly [type: string]: string } = {
  string: "a text",
  object: "a map of names",
  record: "a map of names",
  array: "a list",
  int: "a whole number",
  boolean: "true or false",
};

function shown(value: unknown): string {
  const text = typeof value === "string" ? `“${value}”` : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Properties that can stand here, the likeliest first. */
function thereIs(key: string, here: z.ZodType | undefined): string {
  if (!(here instanceof z.ZodObject)) return "";
  const known = Object.keys(here.shape).toSorted(
    (one, other) => likeness(key, other) - likeness(key, one),
  );
  return ` There is: ${known.join(", ")}.`;
}

/** How much of the beginning two names share, of each. */
function likeness(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at]?.toLowerCase() === other[at]?.toLowerCase()) at++;
  return at / Math.max(one.length, other.length);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path)
    found = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
  return found;
}

function schemaAt(shape: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let found: unknown = shape;
  for (const key of path) found = inside(bare(found), key);
  const last = bare(found);
  // What says what it is may be around it or inside.
  return found instanceof z.ZodType &&
    found.description !== undefined &&
    !(last instanceof z.ZodObject)
    ? found
    : last;
}

function inside(shape: unknown, key: PropertyKey): unknown {
  if (shape instanceof z.ZodObject) return Reflect.get(shape.shape, key);
  if (shape instanceof z.ZodRecord) return shape.valueType;
  if (shape instanceof z.ZodArray) return shape.element;
  if (shape instanceof z.ZodUnion)
    return shape.options.map((one) => inside(bare(one), key)).find((one) => one !== undefined);
  return undefined;
}

/** Without what says that it may be absent. */
function bare(shape: unknown): z.ZodType | undefined {
  let found = shape;
  while (found instanceof z.ZodOptional || found instanceof z.ZodDefault) found = found.unwrap();
  return found instanceof z.ZodType ? found : undefined;
}
