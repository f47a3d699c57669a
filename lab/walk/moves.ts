import type { Drawing, NumberedControl } from "../workspace/render.ts";

/** What a calm responder does next, found by what is on the screen only. */
export interface Move {
  readonly press: NumberedControl;
  /** Rolls the fix out before pressing. */
  readonly fixesFirst: boolean;
  /** Lets real traffic prove something before pressing. */
  readonly waitSeconds: number;
}

/** The next move, or undefined while the bot is busy or nothing is recommended. */
export function nextMove({ messages, controls }: Drawing): Move | undefined {
  for (const { ts, text } of messages.toReversed()) {
    const message = { text, controls: controls.filter(({ messageTs }) => messageTs === ts) };
    const move = rules.map((rule) => rule(message)).find((found) => found !== undefined);
    if (move) return move;
  }
  return undefined;
}

interface Seen {
  readonly text: string;
  readonly controls: readonly NumberedControl[];
}

type Rule = (message: Seen) => Move | undefined;

/** In the order of preference within a message. */
const rules: readonly Rule[] = [
  (message) => press(labelled(message, /^Answer$/), { fixesFirst: isAboutAligning(message) }),
  (message) =>
    isAboutAligning(message) && labelled(message, /^Not changed yet/)
      ? press(labelled(message, /^Update the answers$/), { fixesFirst: true })
      : undefined,
  (message) => press(labelled(message, /count again.*recommended/), { waitSeconds: 5 }),
  (message) => press(labelled(message, /\(recommended\)$/)),
  (message) => press(labelled(message, /^I'll take it$/)),
  (message) => press(labelled(message, /^Close as resolved$/)),
  (message) => press(labelled(message, /^Publish/)),
];

const press = (
  control: NumberedControl | undefined,
  { fixesFirst = false, waitSeconds = 0 }: Partial<Omit<Move, "press">> = {},
): Move | undefined => control && { press: control, fixesFirst, waitSeconds };

const labelled = ({ controls }: Seen, label: RegExp): NumberedControl | undefined =>
  controls.find((control) => label.test(control.label));

const isAboutAligning = ({ text }: Seen): boolean => text.includes("Align the timeouts");
