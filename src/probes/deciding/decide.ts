import type { GenericProbe, Json, Problem } from "#language";
import {
  type ConditionValues,
  isWords,
  namesIn,
  readCondition,
  type ValueTypes,
} from "./condition.ts";

/** Which finding holds, or why that cannot be told. */
export type Decision =
  | {
      readonly kind: "found";
      readonly finding: string;
      /** "last = 420 and agreed = 300, so “last > agreed” holds" */
      readonly because: string;
      /** The values that decided, with their names. */
      readonly values: readonly (readonly [name: string, value: Json])[];
      /** The condition that decided, as it is written; of "else" the last that did not hold. */
      readonly condition: string;
    }
  | { readonly kind: "open"; readonly says: string };

type Findings = GenericProbe["findings"];

/** What is wrong with findings over values of these types. */
export function findingProblems(findings: Findings, types: ValueTypes): readonly Problem[] {
  const all = Object.entries(findings);
  const conditions = all.slice(0, -1);
  const misplaced = conditions.filter(([, condition]) => isElse(condition));
  const last = all.at(-1);
  if (last === undefined)
    return [{ where: "findings", says: "It is empty: the last is “fine: else”." }];
  return [
    ...(isElse(last[1]) ? [] : [notLast(last[0])]),
    ...misplaced.map(([finding]) => ({
      where: `findings.${finding}`,
      says: 'Only the last finding is "else": what stands below it would never be found.',
    })),
    ...all.flatMap(([finding, condition]) => wrongIn(finding, condition, types)),
  ];
}

const isElse = (condition: string): boolean => condition.trim() === "else";

const notLast = (finding: string): Problem => ({
  where: `findings.${finding}`,
  says: 'The last finding is "else": it is what holds where nothing above it does.',
});

function wrongIn(finding: string, condition: string, types: ValueTypes): readonly Problem[] {
  const says = isElse(condition) ? undefined : problemOf(condition, types);
  return says === undefined ? [] : [{ where: `findings.${finding}`, says }];
}

function problemOf(condition: string, types: ValueTypes): string | undefined {
  try {
    readCondition(condition, types);
    return undefined;
  } catch (error) {
    const known = Object.entries(types).map(([name, type]) =>
      typeof type === "string" || isWords(type)
        ? name
        : `${name}.${Object.keys(type).join(`, ${name}.`)}`,
    );
    const says = error instanceof Error ? error.message : String(error);
    return `“${condition}” is no condition in CEL: ${says}${advice(condition)} It may use: ${[...known, "now"].join(", ")}.`;
  }
}

/** What people write who have another language at hand. */
function advice(condition: string): string {
  const code = condition.replaceAll(/'[^']*'|"[^"]*"/g, "''");
  if (/\b(and|or|not)\b/i.test(code)) return " And is written &&, or ||, not !.";
  if (/[^=!<>]=[^=]/.test(code)) return " Equal is written ==.";
  if (/\d(%|[a-zA-Z])/.test(code)) return " A number stands without its unit.";
  return "";
}

/** The first finding that holds; `values` are those of the types that the findings were checked with. */
export function decideFinding(findings: Findings, values: ConditionValues, now: number): Decision {
  const failed: string[] = [];
  for (const [finding, text] of Object.entries(findings)) {
    if (isElse(text))
      return {
        kind: "found",
        finding,
        ...reasonOf(failed, values, failed.length > 1 ? "hold" : "does not hold"),
      };
    const missing = missingIn(text, values);
    if (missing.length > 0)
      return {
        kind: "open",
        says: `“${text}” cannot be told: ${missing.join(" and ")} is missing.`,
      };
    try {
      if (readCondition(text, anyOf(text)).holds(values, now))
        return { kind: "found", finding, ...reasonOf([text], values, "holds") };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return {
        kind: "open",
        says: `“${text}” cannot be told of ${valuesIn([text], values)}: ${why}`,
      };
    }
    failed.push(text);
  }
  return { kind: "open", says: "None of the findings holds." };
}

/** The names in a condition that nothing is known for. */
function missingIn(text: string, values: ConditionValues): readonly string[] {
  return namesIn(text).filter((name) => (at(values, name) ?? null) === null);
}

/** Of what kind they are is known only now. */
const anyOf = (text: string): ValueTypes =>
  Object.fromEntries(namesIn(text).map((name) => [rootOf(name), "any" as const]));

function reasonOf(texts: readonly string[], values: ConditionValues, holds: string) {
  const inside = valuesIn(texts, values);
  const named = namesOf(texts).map((name) => [name, at(values, name) ?? null] as const);
  const written = texts.map((text) => `“${text}”`);
  const which = texts.length > 1 ? `none of ${written.join(", ")}` : written.join("");
  const because = texts.length === 0 ? "nothing else is asked" : `${which} ${holds}`;
  const so = inside === "" ? because : `${inside}, so ${because}`;
  return { because: so, values: named, condition: texts.at(-1) ?? "else" };
}

function valuesIn(texts: readonly string[], values: ConditionValues): string {
  const said = namesOf(texts).map((name) => `${name} = ${formatValue(at(values, name) ?? null)}`);
  return said.length < 2 ? said.join("") : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`;
}

const namesOf = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap(namesIn)),
];

/** What stands under a name with points in it. */
function at(values: ConditionValues, name: string): Json | undefined {
  let found: Json | undefined = values;
  for (const part of name.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, part))
      return undefined;
    found = (found as ConditionValues)[part];
  }
  return found;
}

/** A value on one line: "420", "0.0123", "“creating”". */
export function formatValue(value: Json): string {
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  const text = typeof value === "string" ? `“${value}”` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** "errors" of "errors.sum" */
export const rootOf = (name: string): string => name.split(".", 1)[0] ?? name;
