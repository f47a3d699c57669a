import { BadInput } from "./errors.ts";

/** Characters of one text: as many as a section of Slack and an input of a form can have. */
export const longestText = 3_000;
/** Characters of all texts of one request together. */
export const longestAltogether = 50_000;

/** Throws BadInput, at the field where it is, for a text that is longer than anybody reads. */
export function refuseLong(given: unknown): void {
  let sum = 0;
  for (const { text, field } of textsIn(given)) {
    sum += text.length;
    if (text.length > longestText) throw new BadInput(tooLongText(text.length, longestText), field);
    if (sum > longestAltogether)
      throw new BadInput(
        `All of this together is longer than ${longestAltogether} characters. Nothing was recorded: write less at once.`,
      );
  }
}

/** What whoever wrote `length` characters is told. */
export const tooLongText = (length: number, most: number): string =>
  `This is longer than ${most} characters: it has ${length}. Nothing was recorded. Shorten it, or share it as a file in the thread.`;

/** Every text in data, with the key that it stands at. */
function* textsIn(data: unknown, field = ""): Generator<{ text: string; field: string }> {
  if (typeof data === "string") yield { text: data, field };
  if (typeof data !== "object" || data === null) return;
  for (const [key, inner] of Object.entries(data)) {
    if (!Array.isArray(data)) yield { text: key, field };
    yield* textsIn(inner, Array.isArray(data) ? field : key);
  }
}
