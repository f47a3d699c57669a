import type { KnownBlock } from "@slack/types";
import type { Flow } from "#language";
import { withoutMarks } from "../../../../language/texts/visible-text.ts";
import { answersInWords } from "../../../../run/answers.ts";
import { choiceLabel, stepTitle } from "../../../../run/labels.ts";
import type { Run } from "../../../../run/run.ts";
import type { Word } from "../../../../run/sentence.ts";
import { refusedOrNot } from "../../../../run/slices/choices.ts";
import type { SaidAnswers, Visit, VisitEnd } from "../../../../run/visits.ts";
import { button, context, row, section } from "../../blocks/blocks.ts";
import { escapeLine, mention, shortLine } from "../../blocks/escape.ts";
import { cutBytes, cutText } from "../../blocks/limits.ts";
import { toMrkdwn } from "../../blocks/sentences.ts";
import { clockToken } from "../../blocks/times.ts";
import { followUpLine } from "../checklist.ts";
import { headlineOf } from "../evidence/verdict.ts";

/** What remains of a visit: one line of who, what and when, the reason, and the evidence it was decided on. */
export function finishedBlocks(
  flow: Flow,
  run: Run,
  visit: Visit,
  leaving: VisitEnd,
  undo: number | undefined,
): readonly KnownBlock[] {
  const seen = visit.evidence && escapeLine(headlineOf(visit.evidence));
  // Once the run is closed they stand in a message of their own.
  const items = run.ending ? [] : Object.entries(flow.steps[visit.step]?.checklist ?? {});
  const list = items.map(([item, text]) => followUpLine(text, run.followUps[item] ?? {}));
  const isUndone = isTakenBack(run, visit);
  return [
    section([line(flow, visit, leaving, isUndone), ...reason(leaving)].join("\n")),
    ...withdrawnLine(flow, visit),
    ...toldBlocks({ ...visit.said, ...leaving.said }),
    ...(list.length > 0 ? [section(list.join("\n"))] : []),
    ...(seen ? [context(`${seenBeforeChange(flow, visit)}${seen}${noLonger(visit)}`)] : []),
    ...undoRow(run, undo),
  ];
}

export const undoRow = ({ id }: Run, event: number | undefined): readonly KnownBlock[] =>
  event === undefined ? [] : row([button("Undo", { act: "undo", run: id, item: String(event) })]);

/** "✓ *Retest*: @ana chose “Fixed: keep it so”, 03:14." */
function line(flow: Flow, visit: Visit, leaving: VisitEnd, isUndone: boolean): string {
  const named = escapeLine(stepTitle(flow, visit.step));
  const title = `*${named}*${/[.!?…]$/.test(named) ? "" : ":"}`;
  const what = toMrkdwn(whatWasDone(flow, visit, leaving));
  const mark = isUndone ? marks.undone : marks[leaving.how];
  const end = isUndone ? " Taken back: this no longer counts." : "";
  return `${mark} ${title} ${mention(leaving.by)} ${what}, ${clockToken(leaving.at)}.${end}`;
}

/** Whether a decision that was made at a visit counts no more: it was undone, or somebody went back behind it or to it. */
export function isTakenBack({ visits, log }: Run, { id, left, superseded }: Visit): boolean {
  if (left?.how !== "chosen" && left?.how !== "skipped") return false;
  if (superseded) return true;
  const place = visits.findLastIndex((visit) => visit.id === id);
  const next = visits.find((visit, later) => later > place && !visit.superseded);
  return next !== undefined && log[next.event]?.kind === "wentBack";
}

/** What was picked here and came to nothing: who took it back or refused it. */
export function withdrawnLine(flow: Flow, { step, withdrawn }: Visit): readonly KnownBlock[] {
  if (withdrawn === undefined) return [];
  const { choice, by, proposedBy, at } = withdrawn;
  const label = cutText(choiceLabel(flow, step, choice), 200);
  const what = toMrkdwn(refusedOrNot(`“${label}”`, by, proposedBy)).replace(/,$/, "");
  return [context(`${mention(by)} ${what}, ${clockToken(at)}.`)];
}

/** What someone did who left a visit: "chose “Fixed: keep it so”". `most` bytes of a choice's label. */
export function whatWasDone(
  flow: Flow,
  visit: Visit,
  { how, choice = "", proposedBy }: VisitEnd,
  most = 200,
): readonly Word[] {
  const label = cutBytes(choiceLabel(flow, visit.step, choice), most);
  switch (how) {
    case "chosen":
      return proposedBy === undefined
        ? [`chose “${label}”`]
        : [`confirmed “${label}”, which `, { person: proposedBy }, " had picked"];
    case "skipped":
      return [`skipped it, which leads to “${label}”`];
    case "lookedAgain":
      return ["asked to look again"];
    case "wentBack":
      return ["went back"];
    case "stopped":
      return ["stopped the run here"];
    case "movedOn":
      return ["went on with another version of the runbook"];
    case "answered":
      return ["changed the answers"];
    case "undone":
      return ["took back what led here"];
    default:
      throw new Error(`Unknown way to leave: ${JSON.stringify(how satisfies never)}`);
  }
}

export function toldBlocks(said: SaidAnswers): readonly KnownBlock[] {
  const lines = answersInWords(said).map((one) => `• ${shortLine(withoutMarks(one), 500)}`);
  return lines.length === 0 ? [] : [context(["Answered:", ...lines].join("\n"))];
}

/** What was seen before a change is no more so. */
export function seenBeforeChange(flow: Flow, { step, left }: Visit): string {
  const isChange = flow.steps[step]?.choices[left?.choice ?? ""]?.marks !== undefined;
  return isChange ? "Before the change: " : "";
}

const reason = (leaving: VisitEnd): readonly string[] =>
  leaving.reason ? [`Reason: ${shortLine(leaving.reason, 1_000)}`] : [];

const noLonger = (visit: Visit): string =>
  visit.superseded ? " (Taken back: this no longer counts.)" : "";

const marks: { readonly [How in VisitEnd["how"]]: string } = {
  chosen: "✓",
  answered: "✓",
  lookedAgain: "↻",
  skipped: "⤼",
  wentBack: "↩",
  undone: "↩",
  movedOn: "⇢",
  stopped: "×",
};
