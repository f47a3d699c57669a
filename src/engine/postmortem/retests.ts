import type { Run } from "../run.ts";
import type { Sentence } from "../sentence.ts";
import { absent, ended, isRetest, type Seen, seen, sentence } from "./records.ts";

/** Every recorded retest, and whether it was made before or after the change was stated. */
export function retests(run: Run): readonly Sentence[] {
  const all = seen(run).filter(isRetest);
  if (all.length === 0) return absent(run, "No retest is recorded.");
  return all.map((one) => retest(run, one));
}

function retest(run: Run, { at, evidence, index, stay }: Seen): Sentence {
  const changed = run.changes.some((time) => time <= at);
  const when = changed ? "After the change, at " : "Before any stated change, at ";
  const taken = stay?.superseded === true ? " This was taken back." : "";
  return sentence([when, { time: at }, `: ${ended(evidence.says)}${taken}`], index);
}
