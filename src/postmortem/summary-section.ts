import type { Flow } from "#language";
import { choiceLabel, stepOf, stepTitle, subjectNames } from "../run/labels.ts";
import { visitOf } from "../run/log-lookup.ts";
import type { Run } from "../run/run.ts";
import type { Sentence } from "../run/sentence.ts";
import type { Ending } from "../run/state.ts";
import { currentVisit } from "../run/visits.ts";
import {
  asSentence,
  beforeChange,
  causeRecords,
  cited,
  closingIndex,
  countingRecords,
  eventsOfKind,
  type IndexedEvent,
  isRetest,
  lastIndex,
  sentence,
} from "./records.ts";

/** What happened, in a few sentences: the start, what it was, how it closed. */
export const summarySection = (flow: Flow, run: Run): readonly Sentence[] => [
  started(flow, run),
  ...found(flow, run),
  ...lastRetest(run),
  ...(run.ending ? closed(flow, run, run.ending) : [open(flow, run)]),
];

/** The causes that evidence names, else what was seen last before the change. */
function found(flow: Flow, run: Run): readonly Sentence[] {
  const all = causeRecords(run);
  if (all.length === 0)
    return beforeChange(run)
      .slice(-1)
      .map((look) => cited(flow, look));
  return all.map(({ evidence, index }) => sentence([asSentence(evidence.says)], index));
}

function started(flow: Flow, run: Run): Sentence {
  const about = subjectNames(run);
  const what = ` started “${flow.title}”${about === "" ? "" : ` for ${about}`} at `;
  return sentence([{ person: run.startedBy }, what, { time: run.startedAt, day: true }, "."], 0);
}

function closed(flow: Flow, run: Run, ending: Ending): readonly Sentence[] {
  const index = closingIndex(run);
  const how = outcomes[ending.outcome];
  const minutes = Math.round((ending.at - run.startedAt) / 60_000);
  const after =
    minutes < 1 ? ", within a minute" : `, after ${minutes} minute${minutes === 1 ? "" : "s"}`;
  const who = [
    { person: ending.by },
    ` ${how} at `,
    { time: ending.at, day: true as const },
    after,
  ];
  const why =
    ending.reason === undefined
      ? []
      : [sentence([`The reason: ${asSentence(ending.reason)}`], index)];
  const title = flow.ends[ending.end]?.title;
  const isSaid = title === undefined || how.toLowerCase().includes(title.toLowerCase());
  return [sentence([...who, isSaid ? "." : ` (“${title}”).`], index), ...why];
}

const lastRetest = (run: Run): readonly Sentence[] =>
  countingRecords(run)
    .filter(isRetest)
    .slice(-1)
    .map(({ evidence, index }) =>
      sentence([`The last retest: ${asSentence(evidence.says)}`], index),
    );

const outcomes: { readonly [Outcome in Ending["outcome"]]: string } = {
  resolved: "closed the run as resolved",
  elsewhere: "closed the run as handled elsewhere",
  open: "closed the run without settling it",
  stopped: "stopped the run",
};

const open = (flow: Flow, run: Run): Sentence =>
  sentence(
    [`The run is open and stands at “${stepTitle(flow, currentVisit(run).step)}”.`],
    lastIndex(run),
  );

/** What a run came to, for a line or two: what was changed last, and what was counted since. */
export interface Result {
  readonly changed?: string;
  readonly counted?: string;
}

/** Only what is recorded: nothing where no change was stated, or nothing was counted after it. */
export function resultSection(flow: Flow, run: Run): Result {
  const at = run.changes.at(-1);
  const chosen = eventsOfKind(run, "chosen").findLast((one) => one.at === at);
  const retest = countingRecords(run).findLast(
    (one) => isRetest(one) && one.evidence.finding !== null,
  );
  return {
    ...(chosen === undefined ? {} : { changed: changed(flow, run, chosen) }),
    ...(retest === undefined ? {} : { counted: retest.evidence.says }),
  };
}

/** What was answered with it, or at its step; its own words where nothing was. */
function changed(flow: Flow, run: Run, { visit, choice, said }: IndexedEvent<"chosen">): string {
  const answered = { ...visitOf(run, visit)?.said, ...said };
  const words = Object.values(answered).flatMap((one) => one.words);
  return words.length > 0 ? words.join("; then ") : choiceLabel(flow, stepOf(visit), choice);
}
