import type { Json } from "#language";
import { formatNumber, formatWhole } from "../language/amounts.ts";

/**
 * "420 at the end, agreed 300": values with the names that a runbook gave them, as people say it. What is empty says nothing, and a name
 * that was `said` already is not said again.
 */
export const valueInWords = (
  values: readonly (readonly [name: string, value: Json])[],
  said = "",
): string =>
  values
    .filter(([, value]) => value !== "" && value !== null)
    .map(([name, value]) => one(name, value, said))
    .join(", ");

function one(name: string, value: Json, said: string): string {
  const parts = name.split(".");
  const when = moments[parts.at(-1) ?? ""];
  const called = spaced((when === undefined ? parts : parts.slice(0, -1)).join(" "));
  const isSaid = called === said.toLowerCase();
  return [isSaid ? "" : called, amount(value), when].filter(Boolean).join(" ");
}

/** "in alarm" of "inAlarm" */
const spaced = (word: string): string =>
  word.replaceAll(/[-_]|(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();

/** What a metric's values over time come to. */
const moments: { readonly [name: string]: string } = {
  last: "at the end",
  sum: "in all",
  avg: "on average",
  max: "at most",
  min: "at least",
  rate: "a second",
};

function amount(value: Json): string {
  if (typeof value === "number")
    return Number.isInteger(value) ? formatWhole(value) : formatNumber(value);
  const text = typeof value === "string" ? `“${value}”` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** What a finding is called: what its choice says before a colon ("Too many: see why"), else its own word ("Still old"). */
export function findingInWords(finding: string, label: string | undefined): string {
  const [stem = "", ...rest] = label?.split(": ") ?? [];
  if (rest.length > 0 && !stem.includes("{")) return stem;
  const word = spaced(finding);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
