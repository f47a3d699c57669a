import type { Flow } from "#language";
import type { RunEvent } from "../run/event.ts";
import { followUpsOf } from "../run/labels.ts";
import type { Run } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import { absenceSentence, lastIndex, sentence } from "./records.ts";

/** Every follow-up that the run came to, with its owner and whether it is done. */
export function followUpsSection(flow: Flow, run: Run): readonly Sentence[] {
  const items = Object.entries(followUpsOf(flow, run));
  if (items.length === 0) return absenceSentence(run, "The run did not come to any follow-ups.");
  return items.map(([item, text]) => followUp(run, item, text));
}

function followUp(run: Run, item: string, text: string): Sentence {
  const events = run.log.flatMap((event, index) => (isAbout(event, item) ? [index] : []));
  const from = events.length > 0 ? events : [lastIndex(run)];
  return sentence([`${text}: `, ...state(run, item), "."], ...from);
}

const isAbout = (event: RunEvent, item: string): boolean =>
  ("item" in event && event.item === item) ||
  (event.kind === "checked" && event.checks.some((one) => one.item === item));

function state(run: Run, item: string): readonly Word[] {
  const { owner, due, doneAt, doneBy, checked } = run.followUps[item] ?? {};
  const held: readonly Word[] = owner ? [" Owner: ", { person: owner }] : [" Nobody has it"];
  const read = checked === undefined ? [] : [`. ${checked.says.replace(/\.$/, "")}`];
  if (doneAt === undefined) return ["open.", ...held, ...(due ? [`, by ${due}`] : []), ...read];
  const by: readonly Word[] = doneBy ? [" by ", { person: doneBy }] : [];
  return [
    "done at ",
    { time: doneAt, day: true },
    ...by,
    ...(owner && owner !== doneBy ? [".", ...held] : []),
    ...read,
  ];
}
