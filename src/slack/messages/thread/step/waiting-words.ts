import type { Progress } from "../../../../engine/ports.ts";
import type { Word } from "../../../../run/sentence.ts";
import type { Visit } from "../../../../run/visits.ts";
import { shortLine } from "../../blocks/escape.ts";

/** What a visit that is not over waits for: "Waiting for answers since 03:14." */
export const waitingLine = ({ state, enteredAt, watch }: Visit): readonly Word[] => [
  `${watch ? "Handrail watches it" : waits[state]} since `,
  { time: watch?.since ?? enteredAt },
  ".",
];

const waits: { readonly [State in Visit["state"]]: string } = {
  asking: "Waiting for answers",
  looking: "Handrail has been looking",
  deciding: "Waiting for a decision",
  over: "Over",
};

const cells = 10;

/** "▰▰▰▱▱▱▱▱▱▱ 30 %. 6 of 20 requests sent, 0 failed. About 7 s left."; without the bar where nobody knows how far it is. */
export function lookProgressLine({ says, share, ...times }: Progress): string {
  const line = shortLine(says, 300).replace(/[.…]$/, "");
  const what = `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
  if (share === null) return `${what}.${leftOf(times)}`;
  const bounded = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  const full = Math.round(bounded * cells);
  const bar = "▰".repeat(full) + "▱".repeat(cells - full);
  return `${bar} ${Math.round(bounded * 100)} %. ${what}.${leftOf(times)}`;
}

/** Until a rate tells how long it takes, no more can be said than when it is ended. */
function leftOf({ secondsLeft, secondsAtMost }: Pick<Progress, "secondsLeft" | "secondsAtMost">) {
  if (secondsLeft !== undefined)
    return secondsLeft < 1 ? "" : ` About ${rounded(secondsLeft)} left.`;
  return secondsAtMost === undefined ? "" : ` At most ${rounded(secondsAtMost)} left.`;
}

/** An estimate changes with every word. */
function rounded(seconds: number): string {
  if (seconds < 10) return `${Math.ceil(seconds)} s`;
  if (seconds < 90) return `${Math.ceil(seconds / 5) * 5} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3_600)} hours`;
}
