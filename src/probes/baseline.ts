import { isDeepStrictEqual } from "node:util";
import { type GenericProbe, type Json, type ProbeSignature, probeVersion } from "#language";
import { factsIn } from "../language/texts/fill.ts";
import { answersIn } from "../run/event.ts";
import type { Run } from "../run/run.ts";
import type { Visit } from "../run/visits.ts";
import { type ConditionValues, isTable } from "./deciding/condition.ts";
import { valueInWords } from "./in-words.ts";

/** The values of the newest look at the same question, of the same things, before the change, where one was made and stated. */
export function baselineOf(
  run: Run,
  signature: ProbeSignature,
  { findings: _, ...asks }: GenericProbe,
): ConditionValues | undefined {
  const { log, changes } = run;
  const changed = log.findIndex(
    (event) => event.kind === "chosen" && event.marks === "change" && changes.includes(event.at),
  );
  const same = factsIn(asks);
  const values = log.flatMap((event, index) =>
    index < changed &&
    event.kind === "observed" &&
    event.evidence.probe === probeVersion(signature) &&
    !isTakenBack(run.visits, event.visit) &&
    same.every((fact) => isDeepStrictEqual(answerAt(log, index, fact), run.facts[fact]))
      ? [event.evidence.numbers.values]
      : [],
  );
  const last = values.at(-1);
  return isTable(last) ? last : undefined;
}

/** What was answered when the event with this index was recorded. */
function answerAt(log: Run["log"], index: number, fact: string): Json | undefined {
  const answers = log.slice(0, index).map(answersIn);
  return answers.findLast((one) => Object.hasOwn(one, fact))?.[fact];
}

const isTakenBack = (visits: readonly Visit[], id: string): boolean =>
  visits.some((visit) => visit.id === id && visit.superseded === true);

/** "Before the change: 4,200 at the end, agreed 300." of the values that decided now; undefined where none was read before. */
export function beforeInWords(
  before: ConditionValues | undefined,
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
  return said.length === 0 ? undefined : `Before the change: ${valueInWords(said)}.`;
}
