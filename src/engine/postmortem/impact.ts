import type { Run } from "../run.ts";
import type { Sentence } from "../sentence.ts";
import { absent, counting, ended, type Seen, seen, sentence } from "./records.ts";

/** Who was hit and how hard, from the looks at the load balancer's metrics. */
export function impact(run: Run): readonly Sentence[] {
  const looks = counting(run, "alb.pattern").filter(({ evidence }) => evidence.finding !== null);
  const [first] = looks;
  const last = looks.at(-1);
  if (!first || !last) return notRead(run);
  const later = last.evidence.says === first.evidence.says ? [] : [look("The last look", last)];
  return [look("The first look", first), ...later];
}

const look = (which: string, { at, evidence, index }: Seen): Sentence =>
  sentence([`${which}, at `, { time: at }, `: ${ended(evidence.says)}`], index);

function notRead(run: Run): readonly Sentence[] {
  const failed = seen(run, "alb.pattern").at(-1);
  if (!failed) return absent(run, "The impact is not known: no metrics were read.");
  return [sentence([`The impact is not known. ${ended(failed.evidence.says)}`], failed.index)];
}
