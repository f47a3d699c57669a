import { type Flow, isOf } from "#language";
import type { RunEvent } from "../run/event.ts";
import { stepOf, stepTitle } from "../run/labels.ts";
import { visitOf } from "../run/log-lookup.ts";
import type { Run } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import type { Visit } from "../run/visits.ts";

/** An event of one kind with its index in the log. */
export type IndexedEvent<Kind extends RunEvent["kind"]> = Extract<
  RunEvent,
  { readonly kind: Kind }
> & {
  readonly index: number;
};

/** What a probe saw at a visit. */
export interface ProbeRecord extends IndexedEvent<"observed"> {
  readonly stay: Visit | undefined;
}

export function eventsOfKind<Kind extends RunEvent["kind"]>(
  run: Run,
  kind: Kind,
): readonly IndexedEvent<Kind>[] {
  const isKind = (event: RunEvent): event is Extract<RunEvent, { readonly kind: Kind }> =>
    event.kind === kind;
  return run.log.flatMap((event, index) => (isKind(event) ? [{ ...event, index }] : []));
}

/** Everything that probes saw, oldest first. */
export const probeRecords = (run: Run): readonly ProbeRecord[] =>
  eventsOfKind(run, "observed").map((event) => ({
    ...event,
    stay: visitOf(run, event.visit),
  }));

export const isRetest = ({ evidence: { role } }: ProbeRecord): boolean => role === "retest";

/** What was seen and still counts: nobody went back behind it. */
export const countingRecords = (run: Run): readonly ProbeRecord[] =>
  probeRecords(run).filter(({ stay }) => stay?.superseded !== true);

/** The newest look of each probe that fits, of those that found something and still count. */
export function newestOf(run: Run, fits: (one: ProbeRecord) => boolean): readonly ProbeRecord[] {
  const newest = new Map<string, ProbeRecord>();
  for (const one of countingRecords(run)) {
    if (one.evidence.finding !== null && fits(one)) newest.set(one.evidence.probe, one);
  }
  return [...newest.values()];
}

/** The newest diagnosis of each probe: evidence with a finding and a strength that still counts. */
export const diagnoses = (run: Run): readonly ProbeRecord[] =>
  newestOf(run, ({ evidence }) => evidence.strength !== undefined);

/** A look that a later one outweighs, with that one and why; only looks that count. */
export interface Outweighed {
  readonly one: ProbeRecord;
  readonly by: ProbeRecord;
  readonly why: string;
}

export function outweighed(run: Run): readonly Outweighed[] {
  const all = newestOf(run, () => true);
  return all.flatMap((by) =>
    (by.evidence.takesBack ?? []).flatMap(({ probe, why }) => {
      const one = all.find(
        ({ evidence, index }) => index < by.index && isOf({ id: probe }, evidence),
      );
      return one === undefined ? [] : [{ one, by, why }];
    }),
  );
}

/** Whether no later look outweighs one. */
export function unlessOutweighed(run: Run): (one: ProbeRecord) => boolean {
  const gone = new Set(outweighed(run).map(({ one }) => one.index));
  return ({ index }) => !gone.has(index);
}

/**
 * What speaks for a cause: the diagnoses that no other one outweighs, and the comparison as it was before the change (the newest
 * look at the step that compared first).
 */
export function causeRecords(run: Run): readonly ProbeRecord[] {
  const compared = countingRecords(run).filter(
    ({ evidence: { role, finding } }) => role === "comparison" && finding !== null,
  );
  const [changed = Number.POSITIVE_INFINITY] = run.changes;
  const counts = unlessOutweighed(run);
  const before = compared.filter(
    (one) => one.at <= changed && one.stay?.step === compared[0]?.stay?.step && counts(one),
  );
  const others = diagnoses(run).filter((one) => one.evidence.role !== "comparison" && counts(one));
  return [...others, ...before.slice(-1)];
}

/** What cannot be so beside what was seen before, as the newest look of each probe says it. */
export const contradictions = (run: Run): readonly Sentence[] =>
  newestOf(run, () => true).flatMap(({ at, evidence, index }) =>
    (evidence.contradictions ?? []).map((says) =>
      sentence(
        [
          "At ",
          { time: at },
          ` two things were seen that do not fit together: ${asSentence(says)}`,
        ],
        index,
      ),
    ),
  );

export const sentence = (words: readonly Word[], ...events: readonly number[]): Sentence => ({
  words,
  events,
});

/** What a look saw, with the question that it was seen at: its words alone answer that. */
export const cited = (flow: Flow, { visit, evidence, index }: ProbeRecord, at = "At"): Sentence =>
  sentence([`${at} “${stepTitle(flow, stepOf(visit))}”: ${asSentence(evidence.says)}`], index);

/**
 * What was seen before the first change, or at all where none is stated: the newest look at each step, of those that found something,
 * that no later one outweighs, and that are no retest.
 */
export function beforeChange(run: Run): readonly ProbeRecord[] {
  const isChange = ({ marks, at }: IndexedEvent<"chosen">) =>
    marks === "change" && run.changes.includes(at);
  const changed = eventsOfKind(run, "chosen").find(isChange)?.index ?? Number.POSITIVE_INFINITY;
  const counts = unlessOutweighed(run);
  const looks = countingRecords(run).filter(
    (one) => one.index < changed && one.evidence.finding !== null && !isRetest(one) && counts(one),
  );
  return [...new Map(looks.map((one) => [stepOf(one.visit), one])).values()];
}

/** A sentence on what the record as a whole does not hold: it comes from the first event to the last. */
export const absenceSentence = (run: Run, says: string): readonly Sentence[] => [
  sentence([says], 0, lastIndex(run)),
];

/** Whether an event is part of the story; what is done to the postmortem itself comes after it. */
export const isStory = (event: RunEvent | undefined): boolean =>
  event !== undefined && !afterwards.has(event.kind);

const afterwards: ReadonlySet<RunEvent["kind"]> = new Set([
  "edited",
  "published",
  "checkAsked",
  "checked",
]);

/** The last event that is part of the story. */
export const lastIndex = (run: Run): number => Math.max(0, run.log.findLastIndex(isStory));

/** The event that closed the run; -1 while it is open. */
export const closingIndex = (run: Run): number =>
  run.ending === undefined
    ? -1
    : run.log.findLastIndex(
        ({ kind }) => kind === "chosen" || kind === "skipped" || kind === "stopped",
      );

/** With exactly one full stop at its end. */
export const asSentence = (text: string): string => {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
};
