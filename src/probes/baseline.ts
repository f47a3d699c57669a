import { type Json, type ProbeSignature, versioned } from "#language";
import type { Run } from "../run/run.ts";
import type { Visit } from "../run/visits.ts";
import type { Values } from "./deciding/condition.ts";
import { inWords } from "./in-words.ts";

/** The values of the newest look at the same question before the change, where one was made and stated. */
export function baselineOf(run: Run, signature: ProbeSignature): Values | undefined {
  const changed = run.changes.at(0);
  if (changed === undefined) return undefined;
  const observed = run.log.filter(
    (event) =>
      event.kind === "observed" &&
      event.at <= changed &&
      event.evidence.probe === versioned(signature) &&
      !isTakenBack(run.visits, event.visit),
  );
  const last = observed.findLast((event) => event.kind === "observed");
  const values = last?.kind === "observed" ? last.evidence.numbers.values : undefined;
  return isTable(values) ? values : undefined;
}

const isTakenBack = (visits: readonly Visit[], id: string): boolean =>
  visits.some((visit) => visit.id === id && visit.superseded === true);

/** "Before the change: 4,200 at the end, agreed 300." of the values that decided now; undefined where none was read before. */
export function beforeInWords(
  before: Values | undefined,
  names: readonly string[],
): string | undefined {
  const said = names.flatMap((name) => {
    const value = name
      .split(".")
      .reduce<Json | undefined>(
        (found, part) => (isTable(found) ? found[part] : undefined),
        before,
      );
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return said.length === 0 ? undefined : `Before the change: ${inWords(said)}.`;
}

const isTable = (value: Json | undefined): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);
