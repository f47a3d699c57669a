import type { Leaving } from "../../../run/run.ts";

/** The sign in front of a visit that is over. */
export const marks: { readonly [How in Leaving["how"]]: string } = {
  chosen: "✓",
  answered: "✓",
  lookedAgain: "↻",
  skipped: "⤼",
  wentBack: "↩",
  movedOn: "⇢",
  stopped: "×",
};
