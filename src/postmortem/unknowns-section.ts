import type { Flow } from "#language";
import { nextOf } from "../language/flow.ts";
import { stepOf, stepTitle } from "../run/labels.ts";
import type { Run } from "../run/run.ts";
import type { Sentence } from "../run/sentence.ts";
import {
  absenceSentence,
  asSentence,
  contradictions,
  countingRecords,
  eventsOfKind,
  isRetest,
  newestOf,
  probeRecords,
  sentence,
  unlessOutweighed,
} from "./records.ts";

/**
 * What is not known: what does not fit together, could not be read or told, is left open, was answered with "I do not know", was
 * skipped, not measured, or not looked at though the runbook offers it.
 */
export function unknownsSection(flow: Flow, run: Run): readonly Sentence[] {
  const all = [
    ...contradictions(run),
    ...unread(run),
    ...untold(run),
    ...leftOpen(run),
    ...unanswered(run),
    ...skipped(flow, run),
    ...unproven(run),
    ...unseen(flow, run),
  ];
  return all.length > 0 ? all : absenceSentence(run, "Nothing is recorded as unknown.");
}

const unread = (run: Run): readonly Sentence[] =>
  countingRecords(run)
    .filter(({ evidence }) => evidence.finding === null)
    .map(({ at, evidence, index }) =>
      sentence(["At ", { time: at }, `: ${asSentence(evidence.says)}`], index),
    );

/** What the newest look of each probe could not read or tell, of those that no later one outweighs. */
const untold = (run: Run): readonly Sentence[] =>
  newestOf(run, unlessOutweighed(run)).flatMap(({ at, evidence: { unknowns: all = [] }, index }) =>
    all.map((says) => sentence(["At ", { time: at }, `: ${asSentence(says)}`], index)),
  );

/** Causes that the newest ruling on them neither ruled in nor out. */
function leftOpen(run: Run): readonly Sentence[] {
  const ruled = countingRecords(run).findLast(
    ({ evidence: { rulings = [] } }) => rulings.length > 0,
  );
  const open = (ruled?.evidence.rulings ?? []).filter(({ state }) => state === "open");
  if (ruled === undefined || open.length === 0) return [];
  const names = open.map(({ says }) => says).join("; ");
  return [sentence([`Neither shown nor ruled out: ${asSentence(names)}`], ruled.index)];
}

/** Looks that a visited step leads to and that nobody had made; a step that states a change is no look. One step for each probe. */
function unseen(flow: Flow, run: Run): readonly Sentence[] {
  const visited = new Set(run.visits.map(({ step }) => step));
  const looked = new Set(probeRecords(run).map(({ evidence }) => evidence.probe.split("@", 1)[0]));
  const titles = new Map<string, string>();
  for (const name of [...visited].flatMap((step) => nextOf(flow, step))) {
    const { probe, title, choices = {} } = flow.steps[name] ?? {};
    const isChange = Object.values(choices).some(({ marks }) => marks !== undefined);
    if (probe === undefined || title === undefined || isChange || visited.has(name)) continue;
    // What is asked as data is another question at each step.
    const question = typeof probe === "string" ? probe : name;
    if (!looked.has(question) && !titles.has(question)) titles.set(question, `“${title}”`);
  }
  if (titles.size === 0) return [];
  return absenceSentence(
    run,
    `Not looked at, though the runbook offered it: ${[...titles.values()].join(", ")}.`,
  );
}

/** What the newest answer to each question leaves open. */
function unanswered(run: Run): readonly Sentence[] {
  const newest = new Map<string, Sentence[]>();
  for (const [index, event] of run.log.entries()) {
    if (!("said" in event) || event.kind === "proposed") continue;
    for (const [field, { open = [] }] of Object.entries(event.said))
      newest.set(
        field,
        open.map((says) => sentence([says], index)),
      );
  }
  return [...newest.values()].flat();
}

const skipped = (flow: Flow, run: Run): readonly Sentence[] =>
  eventsOfKind(run, "skipped").map(({ by, visit, reason, index }) => {
    const title = stepTitle(flow, stepOf(visit));
    return sentence(
      [{ person: by }, ` skipped “${title}”. The reason: ${asSentence(reason)}`],
      index,
    );
  });

function unproven(run: Run): readonly Sentence[] {
  const changed = run.changes.at(-1);
  if (changed === undefined) return [];
  if (
    probeRecords(run)
      .filter(isRetest)
      .some(({ at }) => at >= changed)
  )
    return [];
  const index = eventsOfKind(run, "chosen").find(({ at }) => at === changed)?.index ?? 0;
  return [
    sentence(["Whether the change helped is not known: no retest was made after it."], index),
  ];
}
