import { defaultWatch, type Evidence, type Flow, type Pending, type Watch } from "#language";
import { BadInput, NotFound } from "../errors.ts";
import { changeVisit } from "../fold-draft.ts";
import { stepWord } from "../sentence.ts";
import type { Visit } from "../visits.ts";
import type { LookEvent } from "./looks.ts";
import { type ActContext, type Slice, visitOfAct } from "./slice.ts";

export type WatchAct =
  /** Lets the probe of this visit look by itself, or go on doing so. */
  | { readonly kind: "watch"; readonly visit: string }
  /** Ends that. */
  | { readonly kind: "unwatch"; readonly visit: string }
  /** Looks now instead of when it would next. */
  | { readonly kind: "hurry"; readonly visit: string };

export type WatchEvent =
  /** The probe looks by itself from now on, until this moment at the latest (milliseconds since the epoch). */
  | { readonly kind: "watched"; readonly visit: string; readonly until: number }
  | { readonly kind: "hurried"; readonly visit: string }
  | { readonly kind: "unwatched"; readonly visit: string };

/** Looks that Handrail makes by itself while a step waits for its decision. */
export const watchesSlice: Slice<WatchAct, WatchEvent> = {
  acts: {
    watch: { right: "drive", decide: watch },
    unwatch: { right: "drive", decide: (asked) => ({ kind: "unwatched", visit: watched(asked) }) },
    hurry: { right: "drive", decide: (asked) => ({ kind: "hurried", visit: watched(asked) }) },
  },
  events: {
    watched: {
      fold: (draft, { visit, at, by, until }) =>
        changeVisit(draft, visit, ({ watch }) => ({ watch: { since: at, by, ...watch, until } })),
      says: ({ visit, until }, { flow }) => [
        ` had Handrail watch ${stepWord(flow, visit)} until `,
        { time: until, day: true },
      ],
    },
    hurried: {
      isMinor: true,
      fold: (draft, { visit, at }) =>
        changeVisit(draft, visit, ({ watch }) => ({ watch: watch && { ...watch, hurriedAt: at } })),
      says: ({ visit }, { flow }) => [
        ` asked the watch of ${stepWord(flow, visit)} for a look at once`,
      ],
    },
    unwatched: {
      fold: (draft, { visit }) => changeVisit(draft, visit, () => ({ watch: undefined })),
      says: ({ visit }, { flow }) => [` ended the watch of ${stepWord(flow, visit)}`],
    },
  },
};

/** Whether Handrail can be asked to look at this visit by itself: it waits for a decision and nothing is settled yet. */
export const canBeWatched = (flow: Flow, visit: Visit): boolean =>
  refusal(flow, visit) === undefined;

/** Whether a watch ends with this finding. */
export const isSettled = ({ proof, until }: Watch, finding: string | null): boolean =>
  finding !== null && [proof, ...until].includes(finding);

export interface WatchLook {
  readonly startedAt: number;
  readonly now: number;
  readonly evidence: Omit<Evidence, "facts">;
  /** How many looks in a row, this one included, could not read anything. */
  readonly unread: number;
}

/**
 * What a look of a watch makes happen: nothing, unless its word is another one than before, or it ends the watch, because it is what
 * the watch waits for, because its time is over, or because nothing could be read five times in a row.
 */
export function watchSaw(watch: Watch, visit: Visit, look: WatchLook): LookEvent | undefined {
  const { startedAt, now, evidence, unread } = look;
  const { finding } = evidence;
  const ends =
    isSettled(watch, finding) || unread >= mostUnread || now >= (visit.watch?.until ?? now);
  const isNews = finding !== null && finding !== visit.evidence?.finding;
  if (!ends && !isNews) return undefined;
  const observed = { kind: "observed", visit: visit.id, startedAt, evidence } as const;
  return ends ? { ...observed, settles: true } : observed;
}

/** With the patience between them, two and a half hours. */
const mostUnread = 5;

/**
 * When a watch looks again: after a quarter of the time until its answer is expected, so that looks become frequent as it comes near;
 * where nobody can tell, after a quarter of an hour, or of the time since `since`: what a change does shows soon or late.
 * `least` milliseconds from now at the earliest, an hour at the latest.
 */
export function nextLook(
  now: number,
  pending: Pending | undefined,
  least: number,
  since?: number,
): number {
  const expectedAt = pending?.expectedAt ?? null;
  const unknown = since === undefined ? hour / 4 : (now - since) / 4;
  const wait = expectedAt === null ? unknown : (expectedAt - now) / 4;
  return now + Math.round(Math.max(least, Math.min(hour, wait)));
}

const hour = 3_600_000;
const day = 24 * hour;

function watch(asked: ActContext<WatchAct>): WatchEvent {
  const { flow, now } = asked;
  const visit = visitOfAct(asked);
  const refused = refusal(flow, visit);
  if (refused !== undefined) throw refused;
  const lasting = (flow.steps[visit.step]?.watch?.days ?? defaultWatch) * day;
  return { kind: "watched", visit: visit.id, until: now + lasting };
}

/** The visit of an act that wants a watch to be there. */
function watched(asked: ActContext<WatchAct>): string {
  const visit = visitOfAct(asked);
  if (visit.watch === undefined)
    throw new BadInput("Nobody watches this step: look again instead.");
  return visit.id;
}

function refusal(flow: Flow, { step, state, evidence }: Visit): NotFound | BadInput | undefined {
  const watch = flow.steps[step]?.watch;
  if (watch === undefined) return new NotFound("This step cannot be watched.");
  if (state !== "deciding") return new BadInput("This step is not ready to be watched yet.");
  return isSettled(watch, evidence?.finding ?? null)
    ? new BadInput("This is settled, so there is nothing to watch. Decide, or look again.")
    : undefined;
}
