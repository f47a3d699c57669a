import type { Run } from "../../../run/run.ts";
import type { LooksSecret } from "../../../run/slices/notes.ts";
import type { Note } from "../../../run/state.ts";
import { button, row, section } from "../blocks/blocks.ts";
import {
  escapeLine,
  escapeText,
  linkLine,
  mention,
  quoteText,
  shortLine,
} from "../blocks/escape.ts";
import { encodeHandle } from "../blocks/handle.ts";
import { cutText } from "../blocks/limits.ts";
import { type Reply, replyWith } from "./ephemeral-reply.ts";

/** The emoji that put a message into the record: https://docs.slack.dev/reference/events/reaction_added */
export const keepingEmoji = { pushpin: "note", ballot_box_with_check: "decision" } as const;

/** A message is in the record now, and how that can be changed. */
export function noteKept(run: Run, note: Note | undefined, link: string | undefined): Reply {
  const where = linkLine(link, "the run’s record")[0];
  const what = note?.decision ? "as a decision" : "as a note";
  const handle = { run: run.id, item: String(note?.event) };
  const decide = button("It is a decision", { act: "reviseNote", ...handle });
  const undo = button("Take it out", { act: "withdrawNote", ...handle });
  return replyWith([
    section(
      `Kept ${what} in ${where ?? "the run’s record"}. It follows when the message is edited.`,
    ),
    ...row(note === undefined ? [] : [...(note.decision ? [] : [decide]), undo]),
  ]);
}

/** A note as the thread shows it: who kept what, in its newest words. */
export function noteText(note: Note): string {
  if (note.isWithdrawn) return `${mention(note.by)} kept a note here. It was taken out since.`;
  const said = note.text === "" ? "" : `\n${cutText(quoteText(note.text), 2_500)}`;
  const files = (note.files ?? []).map(fileLink).join(", ");
  return `${whoKept(note)}${said}${files === "" ? "" : `\n${files}`}`;
}

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

/** What a note that waits to be kept is: a message, which is read again, or what somebody typed. */
export type WaitingNote = {
  readonly decision?: true;
} & ({ readonly ts: string } | { readonly text: string });

/** Asks what is to become of what looks like a secret; nothing is stored before the answer. */
export function secretOffer({ message, run, act }: LooksSecret): Reply {
  const { from, text, decision } = act;
  const what = from === undefined ? { text } : { ts: from.ts };
  const note: WaitingNote = { ...what, ...(decision ? { decision } : {}) };
  const handle = { run, item: JSON.stringify(note) };
  const says = section(escapeText(message));
  if (encodeHandle({ act: "strikeSecret", ...handle }).length > mostInButton)
    return replyWith([says, section("Please take it out, and note it again.")]);
  return replyWith([
    says,
    ...row([
      button("Strike it and keep the note", { act: "strikeSecret", ...handle }, "primary"),
      button("Keep as it is", { act: "keepSecret", ...handle }),
    ]),
  ]);
}

/** The note behind a button of {@link secretOffer}. Throws on what is none. */
export const waitingNote = (item: string): WaitingNote => JSON.parse(item);

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const mostInButton = 2_000;
