import type { NumberedControl, ScreenDrawing } from "../workspace/render.ts";

/** What a calm responder does next, found by what is on the screen only. */
export interface Move {
  readonly press: NumberedControl;
  /** The knob that is turned outside of Slack before pressing: the fix is rolled out, or a deploy made. */
  readonly turns: string | null;
  /** Who presses; the person who walks when absent. */
  readonly by?: string;
  /** Which entry of a menu. */
  readonly entry?: string;
  /** Lets something happen before pressing. */
  readonly waitSeconds?: number;
}

/** The next move, or undefined while the bot is busy or nothing is recommended. */
export function nextMove({ messages, controls }: ScreenDrawing): Move | undefined {
  for (const { ts, text } of messages.toReversed()) {
    const message = { text, controls: controls.filter(({ messageTs }) => messageTs === ts) };
    const move = rules.map((rule) => rule(message)).find((found) => found !== undefined);
    if (move) return move;
  }
  return undefined;
}

/** A colleague confirms what was picked and counts only then; undefined where nothing waits for that. */
export function confirmAsColleague(
  { controls }: ScreenDrawing,
  colleague: string,
): Move | undefined {
  const press = controls.findLast(({ label }) => label === "Confirm");
  return press && { press, turns: null, by: colleague };
}

interface Seen {
  readonly text: string;
  readonly controls: readonly NumberedControl[];
}

type Rule = (message: Seen) => Move | undefined;

/** In the order of preference within a message. */
const rules: readonly Rule[] = [
  (message) => press(labelled(message, /^Rolled out/), { turns: "fix" }),
  (message) =>
    press(
      labelled(message, /^Watch it for me$/),
      /No targets have come or gone/.test(message.text)
        ? { turns: "deploy", waitSeconds: deploySeconds }
        : {},
    ),
  (message) => press(labelled(message, /\(recommended\)$/)),
  (message) => press(labelled(message, /^Answer$/)),
  (message) => press(labelled(message, /^(Someone else takes it|Close: not settled)/)),
  (message) => press(labelled(message, /^Close as resolved$/)),
  (message) => press(labelled(message, /^Publish/)),
];

const press = (
  control: NumberedControl | undefined,
  { turns = null, ...more }: Partial<Omit<Move, "press">> = {},
): Move | undefined => control && { press: control, turns, ...more };

/** A deploy of the practice, and the six minutes for which it counts; a watch looks no sooner by itself than in a quarter of an hour. */
const deploySeconds = 520;

const labelled = ({ controls }: Seen, label: RegExp): NumberedControl | undefined =>
  controls.find((control) => label.test(control.label));
