import type { Flow } from "#language";
import { askedFields } from "../language/fields/asked-facts.ts";
import { ownValue } from "../language/own-value.ts";
import type { RunEvent } from "../run/event.ts";
import { flowAt } from "../run/flow-at.ts";
import { choiceLabel, stepOf, stepTitle } from "../run/labels.ts";
import { visitOf } from "../run/log-lookup.ts";
import type { Run } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import type { InWords } from "../run/visits.ts";
import { absenceSentence, countingRecords, eventsOfKind, sentence } from "./records.ts";

/** What was changed: the statements that it is rolled out, and each value that differs from the first one recorded. */
export function changeSection(flow: Flow, run: Run): readonly Sentence[] {
  const all = [...stated(flow, run), ...answers(flow, run), ...settings(run)];
  return all.length > 0 ? all : absenceSentence(run, "No change is recorded.");
}

function stated(flow: Flow, run: Run): readonly Sentence[] {
  return eventsOfKind(run, "chosen").flatMap(
    ({ by, proposedBy, at, visit, choice, said, index }) => {
      const way = flow.steps[stepOf(visit)]?.choices[choice];
      if (way?.marks !== "change" || !run.changes.includes(at)) return [];
      const more = Object.values(said).flatMap(({ words }) => words);
      const then = flowAt(flow, run, index);
      const label = choiceLabel(then, stepOf(visit), choice);
      const says = ` stated “${label}” at “${stepTitle(then, stepOf(visit))}”${more.length === 0 ? "" : `: ${more.join("; then ")}`}`;
      const who: readonly Word[] = [{ person: proposedBy ?? by }, says];
      const confirmed: readonly Word[] =
        proposedBy === undefined ? [] : [", which ", { person: by }, " confirmed"];
      return [sentence(["At ", { time: at }, ", ", ...who, ...confirmed, "."], index)];
    },
  );
}

/**
 * Answers that were given more than once and not taken back, part by part, where the last one says something else than the first.
 * What is a text tells of no setting: a name, or what was pasted.
 */
function answers(flow: Flow, run: Run): readonly Sentence[] {
  const asked = askedFields(flow);
  const isSetting = (field: string) =>
    !["text", "url"].includes(ownValue(asked, field)?.kind ?? "");
  const told = run.log
    .flatMap((event, index) =>
      "said" in event && event.kind !== "proposed" && !isTakenBack(run, event)
        ? Object.entries(event.said).map(([field, said]) => ({ field, said, index }))
        : [],
    )
    .filter(({ field }) => isSetting(field));
  return [...Map.groupBy(told, ({ field }) => field).values()].flatMap((all) => {
    const [first, last] = [all[0], all.at(-1)];
    return first && last ? differences(first, last) : [];
  });
}

const isTakenBack = (run: Run, event: RunEvent): boolean =>
  "visit" in event && visitOf(run, event.visit)?.superseded === true;

interface Told {
  readonly said: InWords;
  readonly index: number;
}

function differences(first: Told, last: Told): readonly Sentence[] {
  const count = Math.max(first.said.words.length, last.said.words.length);
  return Array.from({ length: count }, (_, place) => {
    const [was, is] = [first, last].map(({ said }) => said.words[place] ?? "not described");
    if (was === is) return [];
    const says = `${partOf(last.said, place)} ${was}; later ${is}.`;
    return [sentence([says], first.index, last.index)];
  }).flat();
}

/** "Server 2:", or the question where an answer has one part only. */
function partOf(said: InWords, place: number): string {
  const { part = "part" } = said;
  return said.part === undefined && said.words.length === 1
    ? `“${said.label}” was answered with:`
    : `${part.charAt(0).toUpperCase()}${part.slice(1)} ${place + 1}:`;
}

/** Settings that were read with another value at last than at first. */
function settings(run: Run): readonly Sentence[] {
  const read = countingRecords(run).flatMap(({ evidence, index }) =>
    (evidence.settings ?? []).map((setting) => ({ ...setting, index })),
  );
  const names = [...new Set(read.map(({ name }) => name))];
  return names.flatMap((name) => {
    const values = read.filter((one) => one.name === name);
    const [first, last] = [values[0], values.at(-1)];
    if (!first || !last || first.value === last.value) return [];
    const says = `${name} was ${first.value} at first, later ${last.value}.`;
    return [sentence([says], first.index, last.index)];
  });
}
