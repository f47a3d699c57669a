import type { Run } from "../../../run/run.ts";
import type { Note } from "../../../run/state.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { escapeLine, escapeText, linkLine, mention, quote, shortLine } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { type Reply, reply } from "./reply.ts";

/** The emoji that put a message into the record: https://docs.slack.dev/reference/events/reaction_added */
export const keepingEmoji = { pushpin: "note", ballot_box_with_check: "decision" } as const;

/** A message is in the record now, and how that can be changed. */
export function kept(run: Run, note: Note | undefined, link: string | undefined): Reply {
  const where = linkLine(link, "the run’s record")[0];
  const what = note?.decision ? "as a decision" : "as a note";
  const handle = { run: run.id, item: String(note?.event) };
  const decide = button("It is a decision", { act: "reviseNote", ...handle });
  const undo = button("Take it out", { act: "withdrawNote", ...handle });
  return reply([
    section(
      `Kept ${what} in ${where ?? "the run’s record"}. It follows when the message is edited.`,
    ),
    ...row(note === undefined ? [] : [...(note.decision ? [] : [decide]), undo]),
  ]);
}

/** A note as the thread shows it: who kept what, in its newest words. */
export function noteText(note: Note): string {
  if (note.isWithdrawn) return `${mention(note.by)} kept a note here. It was taken out since.`;
  const said = note.text === "" ? "" : `\n${cut(quote(note.text), 2_500)}`;
  const files = (note.files ?? []).map(fileLink).join(", ");
  return `${whoKept(note)}${said}${files === "" ? "" : `\n${files}`}`;
}

/** A decision as one line: what, who, without when. */
export const decisionLine = (note: Note): string =>
  `${shortLine(note.text, 300)} (${mention(note.from?.author ?? note.by)})`;

function whoKept({ by, from, decision }: Note): string {
  if (from === undefined || from.author === by)
    return decision ? `${mention(by)} recorded a decision:` : `${mention(by)} noted:`;
  const what = decision ? "decided" : "wrote";
  return `${mention(by)} kept what ${mention(from.author)} ${what}:`;
}

const fileLink = ({ name, link }: NonNullable<Note["files"]>[number]): string =>
  /^https:\/\/[^\s<>|]+$/.test(link)
    ? `<${escapeText(link)}|${escapeLine(name).replaceAll("|", "¦")}>`
    : escapeLine(name);
