import type { Evidence } from "#language";
import { plainLine } from "../../blocks/escape.ts";
import { cut } from "../../blocks/limits.ts";

// A line or two on a phone.
const mostCharacters = 200;

/** What a look came to in one short sentence; plain text. */
export const headlineOf = ({ headline, says }: Pick<Evidence, "headline" | "says">): string =>
  cut(plainLine(headline ?? firstSentence(says)).trim(), mostCharacters);

/** Up to the first full stop that ends a sentence. */
export const firstSentence = (says: string): string =>
  says.trim().split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}])/u)[0] ?? "";

/** "_Possible_: the metrics fit, nothing proves it."; undefined where the evidence is no diagnosis. */
export const strengthSays = ({
  strength,
  carries,
}: Pick<Evidence, "strength" | "carries">): string | undefined =>
  strength &&
  (carries === undefined ? `_${names[strength]}_.` : `_${names[strength]}_: ${carries}.`);

const names = { possible: "Possible", likely: "Likely", shown: "Shown" } as const;

/** With a full stop, unless it ends with a sign of its own: "Slow, or not reached?" */
export const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
