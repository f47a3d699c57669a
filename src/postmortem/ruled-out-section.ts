import type { Flow } from "#language";
import { flowAt } from "../run/flow-at.ts";
import { choiceLabel, stepOf } from "../run/labels.ts";
import { visitOf } from "../run/log-lookup.ts";
import type { Run } from "../run/run.ts";
import type { Sentence } from "../run/sentence.ts";
import { recommendedChoice } from "../run/slices/choices.ts";
import {
  absenceSentence,
  asSentence,
  diagnoses,
  eventsOfKind,
  outweighed,
  type ProbeRecord,
  probeRecords,
  sentence,
} from "./records.ts";

/** What it was not: what probes ruled out, looks that a later look replaced, and recommendations that people refused. */
export function ruledOutSection(flow: Flow, run: Run): readonly Sentence[] {
  const all = [...byProbes(run), ...replaced(run), ...refused(flow, run)];
  return all.length > 0 ? all : absenceSentence(run, "Nothing is recorded as ruled out.");
}

const byProbes = (run: Run): readonly Sentence[] =>
  diagnoses(run).flatMap(({ evidence, index }) =>
    (evidence.ruledOut ?? []).map((text) => sentence([asSentence(text)], index)),
  );

function replaced(run: Run): readonly Sentence[] {
  const newest = diagnoses(run);
  const taken = outweighed(run);
  return probeRecords(run).flatMap((one) => {
    const { finding, probe, role, strength } = one.evidence;
    const back = taken.find(({ one: { index } }) => index === one.index);
    // What only stayed unclear was nothing else.
    if (back !== undefined && (strength !== undefined || role !== "diagnosis"))
      return [otherwise(one, back.why, back.by)];
    const later = newest.find(({ evidence }) => evidence.probe === probe);
    if (finding === null || strength === undefined || later?.evidence.finding === finding)
      return [];
    return [otherwise(one, fate(one), later)];
  });
}

function otherwise(one: ProbeRecord, why: string, later: ProbeRecord | undefined): Sentence {
  const words = [
    { time: one.at },
    ` it looked different: ${asSentence(one.evidence.says)} ${asSentence(why)}`,
  ];
  return sentence(["At ", ...words], one.index, ...(later ? [later.index] : []));
}

const fate = ({ stay }: ProbeRecord): string =>
  stay?.superseded === true ? "That was taken back." : "A later look replaced it.";

function refused(flow: Flow, run: Run): readonly Sentence[] {
  return eventsOfKind(run, "chosen").flatMap(({ by, visit, choice, reason, index }) => {
    const stay = visitOf(run, visit);
    const advised = stay && recommendedChoice(flow, stay);
    if (advised === undefined || advised === choice || reason === null) return [];
    const [not, but] = [advised, choice].map((one) =>
      choiceLabel(flowAt(flow, run, index), stepOf(visit), one),
    );
    const words = [
      { person: by },
      ` chose “${but}” over “${not}”. The reason: ${asSentence(reason)}`,
    ];
    const look = probeRecords(run).find((one) => one.visit === visit);
    return [sentence(words, index, ...(look ? [look.index] : []))];
  });
}
