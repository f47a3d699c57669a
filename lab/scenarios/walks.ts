import type { Stride } from "./scenario.ts";

/** The access logs are off. */
export const withoutLogs: Stride = { step: "readLogs", choice: "logs-off" };

/** The access logs show the race. */
export const logsShowRace: Stride = { step: "readLogs", choice: "keepalive-race" };

/** The access logs name another cause, which is handled elsewhere. */
export const logsName = (cause: string): readonly Stride[] => [
  { step: "readLogs", choice: cause },
  { step: "anotherCause", choice: "leave", settles: true },
];

/** The access logs say what does not lead on, and the timeouts are reviewed all the same. */
export const logsSay = (finds: string): Stride => ({ step: "readLogs", choice: "unclear", finds });

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
