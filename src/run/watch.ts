import { defaultWatch, type Evidence, type Flow, type Pending, type Watch } from "#language";
import { BadInput, NotFound } from "./errors.ts";
import type { Happening, RunEvent } from "./event.ts";
import type { Visit, Watching } from "./run.ts";

/** What a responder asks of the watch at a visit that is open. Throws what they must be told. */
export function decideWatch(
  flow: Flow,
  visit: Visit,
  act: "watch" | "unwatch" | "hurry",
  now: number,
): Happening {
  const { id } = visit;
  if (act === "watch") return { kind: "watched", visit: id, until: now + lasting(flow, visit) };
  if (visit.watch === undefined)
    throw new BadInput("Nobody watches this step: look again instead.");
  return { kind: act === "hurry" ? "hurried" : "unwatched", visit: id };
}

/** Whether Handrail can be asked to look at this visit by itself: it waits for a decision and nothing is settled yet. */
export const canBeWatched = (flow: Flow, visit: Visit): boolean =>
  refusal(flow, visit) === undefined;

/** Whether a watch ends with this finding. */
export const isSettled = ({ proof, until }: Watch, finding: string | null): boolean =>
  finding !== null && [proof, ...until].includes(finding);

/** What a look of a watch saw. */
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
export function watchSaw(watch: Watch, visit: Visit, look: WatchLook): Happening | undefined {
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

export type WatchEvent = RunEvent & { readonly kind: "watched" | "hurried" | "unwatched" };

/** The watch of a visit after an event of it. */
export function watchAfter(watch: Watching | undefined, event: WatchEvent): Watching | undefined {
  switch (event.kind) {
    case "watched":
      return { since: event.at, by: event.by, ...watch, until: event.until };
    case "hurried":
      return watch && { ...watch, hurriedAt: event.at };
    case "unwatched":
      return undefined;
    default:
      throw new Error(`Unknown event: ${JSON.stringify(event satisfies never)}`);
  }
}

/**
 * When a watch looks again: after a quarter of the time until its answer is expected, so that looks become frequent as it comes near;
 * after a quarter of an hour where nobody can tell. `least` milliseconds from now at the earliest, an hour at the latest.
 */
export function nextLook(now: number, pending: Pending | undefined, least: number): number {
  const expectedAt = pending?.expectedAt ?? null;
  const wait = expectedAt === null ? hour / 4 : (expectedAt - now) / 4;
  return now + Math.round(Math.max(least, Math.min(hour, wait)));
}

const hour = 3_600_000;
const day = 24 * hour;

function lasting(flow: Flow, visit: Visit): number {
  const refused = refusal(flow, visit);
  if (refused !== undefined) throw refused;
  return (flow.steps[visit.step]?.watch?.days ?? defaultWatch) * day;
}

function refusal(flow: Flow, { step, state, evidence }: Visit): NotFound | BadInput | undefined {
  const watch = flow.steps[step]?.watch;
  if (watch === undefined) return new NotFound("This step cannot be watched.");
  if (state !== "deciding") return new BadInput("This step is not ready to be watched yet.");
  return isSettled(watch, evidence?.finding ?? null)
    ? new BadInput("This is settled, so there is nothing to watch. Decide, or look again.")
    : undefined;
}
