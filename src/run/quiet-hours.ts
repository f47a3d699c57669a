import type { Run } from "./run.ts";

/** A part of each day in which nobody is woken for a step that waits. Minutes after midnight in an IANA time zone. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/**
 * The moment at which a reminder due at `at` may go out (milliseconds since the epoch). An incident that people work on is
 * reminded of at any hour: quiet hours hold back only a run that nobody touched since an hour before they began. A run that was
 * started within them was touched within them.
 */
export function heldUntil(quiet: QuietHours | undefined, run: Run, at: number): number {
  const night = quiet && nightAround(quiet, at);
  if (night === undefined) return at;
  return lastTouched(run) >= night.from - eveningMs ? at : night.to;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
/** Whoever acted this shortly before the quiet hours may well be still at it. */
const eveningMs = 60 * minuteMs;

function lastTouched(run: Run): number {
  return run.log.findLast(({ by }) => by !== "handrail")?.at ?? run.startedAt;
}

/** The quiet hours that hold this moment, from their beginning to their end; undefined at any other time. */
function nightAround({ from, to, zone }: QuietHours, at: number) {
  const gone = after(from, minuteOfDay(zone, at));
  const length = after(from, to);
  if (gone >= length) return undefined;
  const minute = at - (at % minuteMs);
  return {
    from: atClock(zone, minute - gone * minuteMs, from),
    to: atClock(zone, minute + (length - gone) * minuteMs, to),
  };
}

/** Minutes from one time of day to the next other. */
const after = (from: number, to: number): number => (to - from + dayMinutes) % dayMinutes;

/** The same moment, put right where clocks were changed in between. */
function atClock(zone: string, about: number, minute: number): number {
  const off = after(minuteOfDay(zone, about), minute);
  return about + (off > dayMinutes / 2 ? off - dayMinutes : off) * minuteMs;
}

function minuteOfDay(zone: string, at: number): number {
  const parts = new Map(
    clockIn(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const hours = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone, ...hours });
  clocks.set(timeZone, made);
  return made;
}
