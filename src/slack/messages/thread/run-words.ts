import type { Flow, Subject } from "#language";
import { withoutMarks } from "../../../language/texts/visible-text.ts";
import { resultSection } from "../../../postmortem/summary-section.ts";
import type { Run } from "../../../run/run.ts";
import type { Ending } from "../../../run/state.ts";
import { escapeLine, mention, shortLine } from "../blocks/escape.ts";
import { clockToken, dayAndClock, formatElapsed } from "../blocks/times.ts";
import { seenSoFar } from "./evidence/verdict.ts";

/** What a run is about, in mrkdwn: "*orders* (eu-west-1)"; undefined when its flow has no subject. */
export const subjectInBold = ({ subject }: Run): string | undefined =>
  subject && inMrkdwn(subject, subject.where);

/** The same with all that is known: "*orders* (eu-west-1, account 123456789012)". */
export const subjectInFull = ({ subject }: Run): string | undefined =>
  subject && inMrkdwn(subject, subject.whereInFull ?? subject.where);

function inMrkdwn({ name }: Subject, where: string | undefined): string {
  const shown = (text: string) => shortLine(withoutMarks(text), 200);
  return `*${shown(name).replaceAll("*", "∗")}*${where === undefined ? "" : ` (${shown(where)})`}`;
}

/** How a run closed, in mrkdwn: the end's name, what it means, who closed it and when. */
export function endingLine(flow: Flow, run: Run, ending: Ending): string {
  const after = `${clockToken(ending.at)}, after ${formatElapsed(run.startedAt, ending.at)}`;
  if (ending.outcome === "stopped") {
    const reason = shortLine(ending.reason ?? "none given", 1_000);
    return `*Stopped* by ${mention(ending.by)} at ${after}.\nReason: ${reason}`;
  }
  const end = flow.ends[ending.end];
  const title = escapeLine(end?.title ?? ending.end);
  const says = ending.outcome === "resolved" ? cameTo(flow, run) : undefined;
  const seen = ending.outcome === "resolved" ? undefined : seenSoFar(run);
  const known = seen === undefined ? "" : `\nWhat was seen: ${seen}`;
  return `*${title}.* ${says ?? escapeLine(end?.say ?? "")}${known}\nClosed by ${mention(ending.by)} at ${after}.`;
}

/** What was changed, and what was counted; undefined where the record has neither, and the end's own words stand. */
function cameTo(flow: Flow, run: Run): string | undefined {
  const { changed, counted } = resultSection(flow, run);
  const said = [
    ...(changed === undefined ? [] : [`Changed: ${plainEnd(changed)}`]),
    ...(counted === undefined ? [] : [`Counted: ${plainEnd(counted)}`]),
  ];
  return said.length === 0 ? undefined : said.join(" ");
}

const plainEnd = (text: string): string => `${shortLine(text, 600).replace(/[.…]$/, "")}.`;

/** The same in a line for lists: "Resolved. Closed by @ana today 03:25, after 13 minutes." */
export function endingInShort(flow: Flow, run: Run, ending: Ending): string {
  const title = ending.outcome === "stopped" ? "Stopped" : flow.ends[ending.end]?.title;
  const after = `${dayAndClock(ending.at)}, after ${formatElapsed(run.startedAt, ending.at)}`;
  return `${escapeLine(title ?? ending.end)}. Closed by ${mention(ending.by)} ${after}.`;
}
