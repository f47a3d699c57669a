import type { Visit } from "../../../run/run.ts";
import type { Word } from "../../../run/sentence.ts";

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
