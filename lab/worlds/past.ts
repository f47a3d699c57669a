import type { World, WorldMetric } from "./shape.ts";

/** A phase since a moment, in milliseconds since 1970. */
export interface Since {
  readonly phase: string;
  readonly at: number;
}

/** How a world came to where it is, and goes on. */
export interface WorldPast {
  /** When the practice began, in milliseconds since 1970. */
  readonly start: number;
  /** The phase at a moment. */
  readonly phaseAt: (at: number) => string;
  /** All phases until a moment, oldest first; the first one has always been. */
  readonly until: (at: number) => readonly Since[];
  /** Turns a knob at a moment; false where it does nothing then. */
  readonly turn: (knob: string, at: number) => boolean;
}

/** The past of a world whose practice begins at `start`. */
export function createPast(world: World, start: number): WorldPast {
  let turned: readonly Since[] = [
    { phase: world.before, at: Number.NEGATIVE_INFINITY },
    { phase: world.begins, at: start - world.since },
  ];
  const until = (at: number) => passed(world, turned, at);
  const phaseAt = (at: number) => until(at).at(-1)?.phase ?? world.before;
  return {
    start,
    phaseAt,
    until,
    turn: (knob, at) => {
      const to = world.knobs[knob]?.leads[phaseAt(at)];
      if (to === undefined) return false;
      turned = [...until(at), { phase: to, at }];
      return true;
    },
  };
}

/** With what passed by itself until then. */
function passed({ passes }: World, turned: readonly Since[], at: number): readonly Since[] {
  const all = turned.filter((one) => one.at <= at);
  for (let last = all.at(-1); last !== undefined; ) {
    const pass = passes[last.phase];
    const then = last.at + (pass?.after ?? 0);
    if (pass === undefined || then > at) break;
    last = { phase: pass.to, at: then };
    all.push(last);
  }
  return all;
}

/** What the newest phase says that says something. */
export const newest = <Answer>(answers: Readonly<Record<string, Answer>>, past: readonly Since[]) =>
  answers[past.findLast(({ phase }) => phase in answers)?.phase ?? ""];

/** The level of a metric at a moment of this past; undefined where nothing is published. */
export function levelAt(
  { values }: Pick<WorldMetric, "values">,
  past: readonly Since[],
  at: number,
): number | undefined {
  let level: number | undefined;
  for (const [place, { phase, at: began }] of past.entries()) {
    if (began > at) break;
    const course = values[phase];
    const ended = Math.min(at, past[place + 1]?.at ?? at);
    if (course === null) level = undefined;
    else if (typeof course === "number") level = course;
    else if (course !== undefined) level = between(level ?? 0, course, ended - began);
  }
  return level;
}

const between = (from: number, { to, in: takes }: { to: number; in: number }, after: number) =>
  after >= takes ? to : from + ((to - from) * after) / takes;
