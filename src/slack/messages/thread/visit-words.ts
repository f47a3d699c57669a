import type { Word } from "../../../run/sentence.ts";
import type { Visit } from "../../../run/visits.ts";

/** What a visit that is not over waits for: "Waiting for answers since 03:14." */
export const standing = ({ state, enteredAt }: Visit): readonly Word[] => [
  `${waits[state]} since `,
  { time: enteredAt },
  ".",
];

const waits: { readonly [State in Visit["state"]]: string } = {
  asking: "Waiting for answers",
  looking: "Handrail has been looking",
  deciding: "Waiting for a decision",
  over: "Over",
};

/** " (3rd time)" after the title of a step that is visited again; `visit` is the visit's id, such as "retest#3". */
export function nthTime(visit: string): string {
  const nth = Number(visit.split("#").at(-1) ?? 1);
  return nth > 1 ? ` (${nth}${endings[ordinals.select(nth)]} time)` : "";
}

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
const endings = { zero: "th", one: "st", two: "nd", few: "rd", many: "th", other: "th" } as const;
