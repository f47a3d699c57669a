import type { Evidence } from "#language";
import { plainLine } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";

// A line or two on a phone.
const mostCharacters = 200;

/** What a look came to in one short sentence; plain text. */
export const headlineOf = ({ headline, says }: Pick<Evidence, "headline" | "says">): string =>
  cut(plainLine(headline ?? firstSentence(says)).trim(), mostCharacters);

/** Up to the first full stop that ends a sentence. */
export const firstSentence = (says: string): string =>
  says.trim().split(/(?<=[.!?])\s+(?=\p{Lu})/u)[0] ?? "";
