import type { RunEvent } from "../event.ts";
import { noteAt } from "../notes.ts";
import type { Note, Run } from "../run.ts";
import type { Word } from "../sentence.ts";

/**
 * What an event about a note says in the timeline, without the person and the full stop. A note stands with its newest words; of
 * one that was withdrawn nothing but that it was there.
 */
export function saidOfNote(
  run: Run,
  event: RunEvent & { readonly kind: "noted" | "noteRevised" | "noteWithdrawn" },
  index: number,
): readonly Word[] {
  if (event.kind === "noteWithdrawn") return [" took a note out of the record"];
  if (event.kind === "noteRevised")
    return [event.decision ? " marked a note as a decision" : " changed the words of a note"];
  const note = noteAt(run.notes, index);
  if (!note || note.isWithdrawn) return [" kept a note that was taken out later"];
  return [...verb(note), ...words(note)];
}

function verb({ from, by, decision }: Note): readonly Word[] {
  const isOwn = from === undefined || from.author === by;
  if (isOwn) return [decision ? " recorded a decision" : from ? " wrote" : " noted"];
  return [" kept what ", { person: from.author }, decision ? " decided" : " wrote"];
}

function words({ text, files = [] }: Note): readonly Word[] {
  const said = text === "" ? [] : [`: “${text.trim().replace(/\.$/, "")}”`];
  const names = files.map(({ name }) => name).join(", ");
  return [...said, ...(names === "" ? [] : [`, with ${names}`])];
}
