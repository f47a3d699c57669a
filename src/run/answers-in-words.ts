import type { InWords, Said } from "./event.ts";

/** Answers as they were told, each with its question: "Which method: HEAD". */
export const answersInWords = (said: Said): readonly string[] =>
  Object.values(said).map((one) => `${question(one)}: ${one.words.join("; then ")}`);

/** A question within a sentence: "Which method". */
const question = ({ label }: InWords): string => label.replace(/[?:.]?$/, "");
