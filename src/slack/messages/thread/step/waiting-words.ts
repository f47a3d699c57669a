import type { Word } from "../../../../run/sentence.ts";
import type { Visit } from "../../../../run/visits.ts";

/** What a visit that is not over waits for: "Waiting for answers since 03:14." */
export const standing = ({ state, enteredAt, watch }: Visit): readonly Word[] => [
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
