import type { Flow } from "#flow";
import type { Run } from "../run.ts";
import type { Sentence, Word } from "../sentence.ts";
import { absent, lastIndex, recorded, sentence } from "./records.ts";

/** Every follow-up that the run came to, with its owner and whether it is done. */
export function followUps(flow: Flow, run: Run): readonly Sentence[] {
  const reached = new Set(run.visits.map(({ step }) => step));
  const items = Object.entries(flow.steps).flatMap(([name, { checklist = {} }]) =>
    Object.entries(checklist).filter(([item]) => reached.has(name) || item in run.followUps),
  );
  if (items.length === 0) return absent(run, "The run did not come to any follow-ups.");
  return items.map(([item, text]) => followUp(run, item, text));
}

function followUp(run: Run, item: string, text: string): Sentence {
  const events = [...recorded(run, "followUpTaken"), ...recorded(run, "followUpDone")]
    .filter((event) => event.item === item)
    .map(({ index }) => index);
  const from = events.length > 0 ? events : [lastIndex(run)];
  return sentence([`${text}: `, ...state(run, item), "."], ...from);
}

function state(run: Run, item: string): readonly Word[] {
  const { owner, doneAt, doneBy } = run.followUps[item] ?? {};
  const held: readonly Word[] = owner ? [" Owner: ", { person: owner }] : [" Nobody has it"];
  if (doneAt === undefined) return ["open.", ...held];
  const by: readonly Word[] = doneBy ? [" by ", { person: doneBy }] : [];
  return ["done at ", { time: doneAt }, ...by, ...(owner ? [".", ...held] : [])];
}
