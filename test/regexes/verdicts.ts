import { readFileSync } from "node:fs";
import { join } from "node:path";
import recheck from "recheck/package.json" with { type: "json" };
import type { Written } from "./literals.ts";

/** What was judged, by which checker: for each expression `null`, or what is wrong with it. */
export interface Verdicts {
  readonly checker: string;
  readonly verdicts: { readonly [expression: string]: string | null };
}

/** Where the verdicts are kept, for judging all anew takes minutes. */
export const file = join(import.meta.dirname, "judged.json");
export const checker = `recheck ${recheck.version}`;

/** What was judged by this checker; nothing when it was another one. */
export function readVerdicts(): Verdicts["verdicts"] {
  const kept: Verdicts = JSON.parse(readFileSync(file, "utf8"));
  return kept.checker === checker ? kept.verdicts : {};
}

/** The words of an expression by which its verdict is kept. */
export const keyOf = ({ pattern, flags }: Pick<Written, "pattern" | "flags">): string =>
  `/${pattern}/${flags}`;

/** One in which nothing repeats needs no verdict. */
export const needsVerdict = ({ pattern }: Pick<Written, "pattern">): boolean =>
  /[*+{]/.test(pattern);
