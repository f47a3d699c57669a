import type { Flow } from "#language";
import { flowAt } from "../run/flow-at.ts";
import { choiceLabel, stepOf } from "../run/labels.ts";
import type { Run } from "../run/run.ts";
import type { Sentence } from "../run/sentence.ts";
import {
  absenceSentence,
  asSentence,
  beforeChange,
  causeRecords,
  cited,
  eventsOfKind,
  type IndexedEvent,
  type ProbeRecord,
  sentence,
} from "./records.ts";

// The most important ones stand first; all of them are in the thread.
const mostDetails = 4;

/** What the evidence says the cause is, the strongest first, the facts behind it, and what people decided on it. */
export function causeSection(flow: Flow, run: Run): readonly Sentence[] {
  const found = causeRecords(run);
  if (found.length === 0) return unjudged(flow, run);
  const choices = eventsOfKind(run, "chosen");
  const strongest = found.toSorted((one, other) => rank(other) - rank(one));
  return strongest.flatMap((one) => [
    said(one),
    ...one.evidence.details
      .slice(0, mostDetails)
      .map((detail) => sentence([asSentence(detail)], one.index)),
    ...choices
      .filter(({ visit }) => visit === one.visit)
      .map((choice) => decided(flowAt(flow, run, choice.index), choice)),
  ]);
}

/** What looks saw that name no cause: people judge by it. */
function unjudged(flow: Flow, run: Run): readonly Sentence[] {
  const looks = beforeChange(run);
  if (looks.length === 0)
    return absenceSentence(run, "The cause is not known: no evidence named one.");
  const until = run.changes.length === 0 ? "" : " before the change";
  const says = `No look says how sure a cause is. What was seen${until}:`;
  return [
    sentence([says], ...looks.map(({ index }) => index)),
    ...looks.map((look) => cited(flow, look)),
  ];
}

/** A comparison without a strength carries further than what only fits. */
const rank = ({ evidence: { strength } }: ProbeRecord): number =>
  strength === undefined ? 1.5 : { possible: 1, likely: 2, shown: 3 }[strength];

function said({ evidence: { says, strength, carries }, index }: ProbeRecord): Sentence {
  const far = strength === undefined ? "" : ` This is ${strength}${carries ? `: ${carries}` : ""}.`;
  return sentence([`${asSentence(says)}${far}`], index);
}

function decided(flow: Flow, choice: IndexedEvent<"chosen">): Sentence {
  const label = choiceLabel(flow, stepOf(choice.visit), choice.choice);
  const reason = choice.reason === null ? "." : `. The reason: ${asSentence(choice.reason)}`;
  const words = [{ person: choice.by }, ` decided on it: “${label}”${reason}`];
  return sentence(words, choice.index);
}
