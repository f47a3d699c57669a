import type { Measurement } from "./measured/measurement.ts";
import { type Walked, walked } from "./walk/walked.ts";

const hidden = ["app-502", "crash-loop", "killed-mid-request"];

/** Walks the main scenario, and hidden ones beside it, by what is recommended and what only a person knows. */
export async function benchWalk(): Promise<Measurement> {
  // One after the other, as each brings a bot and traffic of its own.
  const all: (readonly [string, Walked])[] = [];
  for (const name of ["keepalive-race", ...hidden]) all.push([name, await walked(name)]);
  return {
    figures: Object.fromEntries(all.flatMap(([name, seen]) => figures(name, seen))),
    ratios: {},
    aims: all.flatMap(([name]) => aims(name)),
    notes,
  };
}

const words = {
  taps: "taps",
  characters: "typed characters",
  channelMessages: "channel messages",
  threadMessages: "thread messages",
  calls: "Slack calls",
  edits: "edits",
  uploads: "uploads",
  kilobytes: "KB sent",
  secondsToVerdict: "to first verdict, s",
  secondsToEnd: "to fixed or handed over, s",
} as const satisfies Record<keyof Walked, string>;

const figures = (name: string, seen: Walked) =>
  Object.entries(words).map(
    ([key, said]) => [`${name}: ${said}`, seen[key as keyof Walked]] as const,
  );

const most = {
  taps: 12,
  characters: 0,
  channelMessages: 5,
  threadMessages: 12,
  edits: 60,
  uploads: 8,
} as const satisfies Partial<Record<keyof Walked, number>>;

const aims = (name: string) =>
  Object.entries(most).map(([key, bound]) => ({
    of: `${name}: ${words[key as keyof Walked]}`,
    most: bound,
  }));

const notes = [
  "Before its texts and buttons were made calm, the main walk took 24 taps and 27 typed characters, 173 Slack calls with 85 edits, and 14 uploads.",
  "Each walk begins with the shortcut on an alert (two taps; a menu takes two, a form's button one) and ends with the published postmortem. Only recommended choices are pressed, and what only a person knows is stated; whoever takes over is picked. On the wire to the main scenario's backend the race is lost twice as often, so that less traffic proves its end.",
];
