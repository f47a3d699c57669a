import type { RunEvent } from "../run/event.ts";
import { visitOf } from "../run/past.ts";
import type { Run, Visit } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";

/** An event of one kind with its index in the log. */
export type Recorded<Kind extends RunEvent["kind"]> = Extract<RunEvent, { readonly kind: Kind }> & {
  readonly index: number;
};

/** What a probe saw at a visit. */
export interface Seen extends Recorded<"observed"> {
  readonly stay: Visit | undefined;
}

/** All events of a kind, oldest first. */
export function recorded<Kind extends RunEvent["kind"]>(
  run: Run,
  kind: Kind,
): readonly Recorded<Kind>[] {
  const isKind = (event: RunEvent): event is Extract<RunEvent, { readonly kind: Kind }> =>
    event.kind === kind;
  return run.log.flatMap((event, index) => (isKind(event) ? [{ ...event, index }] : []));
}

/**
 * Everything that probes saw, oldest first; of the named probe only, if one is named
 * ("alb.retest").
 */
export const seen = (run: Run, probe?: string): readonly Seen[] =>
  recorded(run, "observed")
    .filter(({ evidence }) => probe === undefined || evidence.probe.split("@")[0] === probe)
    .map((event) => ({ ...event, stay: visitOf(run, event.visit) }));

/** A look that tells whether a change helped. */
export const isRetest = ({ evidence }: Seen): boolean =>
  ["alb.retest", "alb.next-deploy", "alb.catch"].includes(evidence.probe.split("@")[0] ?? "");

/** What was seen and still counts: nobody went back behind it. */
export const counting = (run: Run, probe?: string): readonly Seen[] =>
  seen(run, probe).filter(({ stay }) => stay?.superseded !== true);

/** The newest diagnosis of each probe: evidence with a finding and a strength that still counts. */
export function diagnoses(run: Run): readonly Seen[] {
  const newest = new Map<string, Seen>();
  for (const one of counting(run)) {
    if (one.evidence.finding !== null && one.evidence.strength !== undefined) {
      newest.set(one.evidence.probe, one);
    }
  }
  return [...newest.values()];
}

/**
 * The access logs' diagnosis where it takes back what metrics suspected before: they tell one failure from another, and metrics
 * cannot. Undefined where both name the same, a race behind a proxy being the targets' own error in the logs.
 */
export function overruling(run: Run): Seen | undefined {
  const all = diagnoses(run);
  const suspected = all.find(isByMetrics);
  const read = all.find(({ evidence }) => evidence.probe.startsWith("alb.logs@"));
  if (suspected === undefined || read === undefined || read.index < suspected.index)
    return undefined;
  const both = `${suspected.evidence.finding} ${read.evidence.finding}`;
  const isSame = suspected.evidence.finding === read.evidence.finding;
  return isSame || agreeing.has(both) ? undefined : read;
}

const agreeing: ReadonlySet<string> = new Set([
  "keepalive-race mixed",
  "inner-hop-race target-error",
]);

/** Whether metrics alone say it. */
export const isByMetrics = ({ evidence }: Seen): boolean =>
  evidence.probe.startsWith("alb.pattern@");

/**
 * What speaks for a cause: the diagnoses that no other one took back, and the comparison of the timeouts as it was before the
 * change (the newest look at the step that compared them first).
 */
export function causes(run: Run): readonly Seen[] {
  const compared = counting(run, "alb.timeouts").filter(
    ({ evidence }) => evidence.finding !== null,
  );
  const [changed = Number.POSITIVE_INFINITY] = run.changes;
  const before = compared.filter(
    ({ at, stay }) => at <= changed && stay?.step === compared[0]?.stay?.step,
  );
  const isTakenBack = overruling(run) === undefined ? () => false : isByMetrics;
  const others = diagnoses(run).filter((one) => !isComparison(one.evidence) && !isTakenBack(one));
  return [...others, ...before.slice(-1)];
}

const isComparison = ({ probe }: Seen["evidence"]): boolean => probe.startsWith("alb.timeouts@");

/** A sentence and the events that it comes from. */
export const sentence = (words: readonly Word[], ...events: readonly number[]): Sentence => ({
  words,
  events,
});

/**
 * A sentence on what the record as a whole does not hold: it comes from the first event to the
 * last.
 */
export const absent = (run: Run, says: string): readonly Sentence[] => [
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
export const ended = (text: string): string => {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
};
