import { type Flow, type Impact, isAnswerTo } from "#language";
import { formatDuration, formatWhole, percent } from "../language/amounts.ts";
import type { Run } from "../run/run.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import { newestComparison } from "../run/slices/looks.ts";
import {
  absenceSentence,
  asSentence,
  cited,
  countingRecords,
  eventsOfKind,
  isRetest,
  type ProbeRecord,
  probeRecords,
  sentence,
} from "./records.ts";
import { retestTiming } from "./retests.ts";

/** Who was hit and how hard, in the numbers that were read; what was counted after the change last. */
export function impactSection(flow: Flow, run: Run): readonly Sentence[] {
  const looks = countingRecords(run).flatMap(({ evidence, index }) =>
    evidence.impact === undefined || evidence.finding === null
      ? []
      : [{ hit: evidence.impact, index }],
  );
  const [first] = looks;
  const last = looks.at(-1);
  if (!first || !last) return notRead(flow, run);
  const isOther = last !== first && counted(last.hit) !== counted(first.hit);
  return [
    ...look(first),
    ...(isOther ? look(last, "A later look: ") : []),
    ...lasted(run, first),
    ...sinceChange(run),
  ];
}

interface Hit {
  readonly hit: Impact;
  readonly index: number;
}

/** "1,322 of 3,424,025 requests failed with 503 (0.039 %) between 02:30 and 05:30." */
function look({ hit, index }: Hit, before = ""): readonly Sentence[] {
  const { requests, failures, how, from, to, beside } = hit;
  const share = requests === 0 ? "" : ` (${percent(failures / requests)})`;
  const what = `${before}${formatWhole(failures)} of ${formatWhole(requests)} requests ${how}${share} between `;
  const times: readonly Word[] = [{ time: from, day: true }, " and ", { time: to, day: true }, "."];
  return [sentence([what, ...times], index), ...beside.map((text) => sentence([text], index))];
}

const counted = ({ requests, failures, from }: Impact): string => [requests, failures, from].join();

/** From when failures persisted to the change, where both are known. */
function lasted(run: Run, { hit: { since }, index }: Hit): readonly Sentence[] {
  const change = run.changes.at(-1);
  if (since === undefined || change === undefined || change <= since) return [];
  const chosen = eventsOfKind(run, "chosen").findLast(({ at }) => at === change);
  return [
    sentence(
      [
        `Requests failed for about ${formatDuration(change - since)}, from `,
        { time: since, day: true },
        " until the change at ",
        { time: change, day: true },
        ".",
      ],
      index,
      ...(chosen ? [chosen.index] : []),
    ),
  ];
}

/** What was counted under the same load, before and after the change. */
function sinceChange(run: Run): readonly Sentence[] {
  const drawn = newestComparison(run);
  const retest = countingRecords(run).findLast(isRetest);
  if (drawn === undefined || retest === undefined) return [];
  const { before, after } = drawn;
  const [was, is] = [before, after].map(
    ({ failures, requests }) =>
      `${formatWhole(failures)} of ${formatWhole(requests)} (${percent(failures / Math.max(1, requests))})`,
  );
  const says = `Under the same load ${was} requests failed before the change, and ${is} after it.`;
  return [sentence([says], retest.index)];
}

/**
 * In words, where nothing gave counts: what the diagnosis saw, else what was seen first of what a retest asks, else what was seen
 * first, and what the last retest saw.
 */
function notRead(flow: Flow, run: Run): readonly Sentence[] {
  const all = probeRecords(run);
  const fits = ({ evidence: { role } }: ProbeRecord) => role === "diagnosis";
  const [diagnoses, hits] = [all.filter(fits), all.filter(({ evidence }) => isHit(flow, evidence))];
  const looks = [diagnoses, hits, all].find((some) => some.length > 0) ?? [];
  const named = looks.find(({ evidence: { finding } }) => finding !== null);
  const retest = countingRecords(run).findLast(
    (look) => isRetest(look) && look.evidence.finding !== null && look.index !== named?.index,
  );
  if (named && diagnoses.length > 0)
    return [sentence([asSentence(named.evidence.says)], named.index)];
  const last =
    retest === undefined ? [] : [cited(flow, retest, `${retestTiming(run, retest)}, at`)];
  if (named) return [cited(flow, named), ...last];
  const failed = looks.at(-1);
  if (!failed) return absenceSentence(run, "The impact is not known: nothing was measured.");
  return [sentence([`The impact is not known. ${asSentence(failed.evidence.says)}`], failed.index)];
}

/** Whether a look asks what a step asks that proves the change. */
const isHit = ({ steps }: Flow, { probe }: ProbeRecord["evidence"]): boolean =>
  Object.values(steps).some((step) => step.proves && isAnswerTo(step.probe, probe));
