import type { Stride } from "./scenario.ts";

/** A link is found inverted, set right, and proven by the traffic that follows. */
export const mendsTimeouts: readonly Stride[] = [
  { step: "reviewBackend", choice: "too-short", settles: true },
  { step: "alignTimeouts", choice: "long-enough", does: "fix" },
  { step: "retest", choice: "fixed", waitMinutes: 60 },
  { step: "prevent", choice: "done" },
];

/** The timeouts were suspected, and are in the right order. */
export const timeoutsAreRight: readonly Stride[] = [
  { step: "reviewBackend", choice: "long-enough" },
  { step: "orderIsRight", choice: "leave", settles: true },
];

/** Nothing fails, or too little: after some looks the run is closed. */
export const nothingToFix: readonly Stride[] = [
  { step: "confirmPattern", choice: "quiet" },
  { step: "inconclusive", choice: "leave" },
];
