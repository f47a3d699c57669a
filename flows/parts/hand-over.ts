import { go, person } from "#flow";

/** Somebody else takes it, who is named: the record says so of nobody else. */
export const takenOver = go("elsewhere", "Someone else takes it: say who", {
  ask: { takenBy: person("Who takes it from here? For a team, whoever answers for it.") },
});

export const nobodyYet = go("leftOpen", "Close: nobody has it yet");

/** Ways out of a branch that explains what the failures are and who can help. */
export const elsewhere = {
  leave: takenOver,
  review: go("reviewBackend", "Review the timeouts all the same"),
  nobody: nobodyYet,
};
