import { z } from "zod";
import type { GenericProbe, Problem } from "#language";

/** What stands in every generic probe. Conditions are in CEL; the last is "else". */
export const findings = z
  .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]*$/), z.string().min(1).max(500))
  .describe(
    "Each finding with the condition under which it holds, in CEL: the first that holds wins, and the last is else.",
  );

/** What is read of an answer, by name, in JMESPath. */
export const read = z
  .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/), z.string().min(1).max(500))
  .describe("Values to decide with, by name, each read with JMESPath as in aws --query.");

/** How far back: "15m". */
export const duration = z
  .string()
  .regex(/^[1-9]\d{0,3}[smhd]$/)
  .describe("A time such as 90s, 15m, 3h or 2d.");

/** Text that may hold facts of the run: {queue}. */
export const text = z.string().min(1).max(1_000);

/** The seconds of a time such as "15m". */
export const secondsOf = (time: string): number =>
  Number.parseInt(time, 10) * (unitSeconds[time.at(-1) ?? ""] ?? 1);

const unitSeconds: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** What has not the shape of this kind of probe, with where, and what to write instead. */
export function shapeProblems(shape: z.ZodObject, probe: GenericProbe): readonly Problem[] {
  const parsed = shape.safeParse(probe);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => saidOf(issue, shape, probe));
}

function saidOf(issue: z.core.$ZodIssue, shape: z.ZodObject, probe: GenericProbe): Problem[] {
  const where = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      where: [...issue.path, key].join("."),
      says: `There is no "${key}" here.${meant(key, knownAt(shape, issue.path))}`,
    }));
  if (isMissing(issue, probe)) return [{ where, says: `It is missing.${exampleOf(shape, where)}` }];
  return [{ where, says: `${issue.message}.${exampleOf(shape, where)}` }];
}

const knownAt = (shape: z.ZodObject, path: readonly PropertyKey[]): readonly string[] =>
  path.length === 0 ? Object.keys(shape.shape).filter((key) => key !== "kind") : [];

const meant = (key: string, known: readonly string[]): string =>
  known.length === 0 ? "" : ` There is: ${closestFirst(key, known).join(", ")}.`;

/** The likeliest first. */
const closestFirst = (key: string, known: readonly string[]): readonly string[] =>
  known.toSorted((one, other) => sharedStart(key, other) - sharedStart(key, one));

function sharedStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at]?.toLowerCase() === other[at]?.toLowerCase()) at++;
  return at;
}

function isMissing(issue: z.core.$ZodIssue, probe: GenericProbe): boolean {
  let found: unknown = probe;
  for (const key of issue.path)
    found = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
  return found === undefined;
}

/** What the property is, as the schema describes it. */
function exampleOf(shape: z.ZodObject, where: string): string {
  const property: unknown = shape.shape[where.split(".", 1)[0] ?? ""];
  const says = property instanceof z.ZodType ? property.description : undefined;
  return says === undefined ? "" : ` ${says}`;
}
