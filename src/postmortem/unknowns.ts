import type { Flow } from "#language";
import { stepOf, stepTitle } from "../run/labels.ts";
import type { Run } from "../run/run.ts";
import type { Sentence } from "../run/sentence.ts";
import { absent, counting, ended, isRetest, recorded, seen, sentence } from "./records.ts";

/** What could not be read, was answered with "I do not know", was skipped, or was not measured. */
export function unknowns(flow: Flow, run: Run): readonly Sentence[] {
  const all = [...unread(run), ...unanswered(run), ...skipped(flow, run), ...unproven(run)];
  return all.length > 0 ? all : absent(run, "Nothing is recorded as unknown.");
}

const unread = (run: Run): readonly Sentence[] =>
  counting(run)
    .filter(({ evidence }) => evidence.finding === null)
    .map(({ at, evidence, index }) =>
      sentence(["At ", { time: at }, `: ${ended(evidence.says)}`], index),
    );

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
  recorded(run, "skipped").map(({ by, visit, reason, index }) => {
    const title = stepTitle(flow, stepOf(visit));
    return sentence([{ person: by }, ` skipped “${title}”. The reason: ${ended(reason)}`], index);
  });

function unproven(run: Run): readonly Sentence[] {
  const changed = run.changes.at(-1);
  if (changed === undefined) return [];
  if (
    seen(run)
      .filter(isRetest)
      .some(({ at }) => at >= changed)
  )
    return [];
  const index = recorded(run, "chosen").find(({ at }) => at === changed)?.index ?? 0;
  return [
    sentence(["Whether the change helped is not known: no retest was made after it."], index),
  ];
}
