import type { Act } from "./act.ts";
import { BadInput, NotFound } from "./errors.ts";
import type { Happening, Noted, RunEvent } from "./event.ts";
import type { Note, Run } from "./run.ts";
import { LooksSecret, secretsIn, withoutQueries, withoutSecrets } from "./secrets.ts";

type NoteAct = Act & { readonly kind: "note" | "reviseNote" | "withdrawNote" };

/** What an act makes happen to the notes of a run. Throws BadInput and NotFound. */
export function decideNote(run: Run, act: NoteAct): Happening {
  switch (act.kind) {
    case "note":
      return note(run, act);
    case "reviseNote":
      return revise(run, act);
    case "withdrawNote":
      return { kind: "noteWithdrawn", note: standing(run, act.note).event };
    default:
      throw new Error(`Unknown act: ${JSON.stringify(act satisfies never)}`);
  }
}

/** Folds one more event, the `index`-th of the log, into the notes. */
export function foldNote(notes: Note[], event: RunEvent, index: number): void {
  switch (event.kind) {
    case "noted": {
      const { kind: _noted, ...said } = event;
      notes.push({ ...said, event: index, isWithdrawn: false });
      return;
    }
    case "noteRevised": {
      const { kind: _revised, at: _at, by: _by, note, edited, ...change } = event;
      const from = noteAt(notes, note)?.from;
      changeNote(notes, note, {
        ...change,
        ...(from && edited ? { from: { ...from, edited } } : {}),
      });
      return;
    }
    case "noteWithdrawn":
      changeNote(notes, event.note, { isWithdrawn: true });
      return;
    default:
  }
}

/** The note that the `event`-th event of the log made. */
export const noteAt = (notes: readonly Note[], event: number): Note | undefined =>
  notes[placeOf(notes, event)];

/** The note that was made of a message and still counts. */
export const noteOf = (run: Run, channel: string, ts: string): Note | undefined =>
  run.notes.findLast(
    ({ from, isWithdrawn }) => !isWithdrawn && from?.channel === channel && from.ts === ts,
  );

/** Whether anything of it can be read: a note that was withdrawn says nothing any more. */
export const counts = ({ isWithdrawn }: Note): boolean => !isWithdrawn;

function note(run: Run, act: NoteAct & { readonly kind: "note" }): Happening {
  const { kind: _note, secrets, ...said } = act;
  const text = withoutQueries(
    secrets === "strike" ? withoutSecrets(said.text.trim()) : said.text.trim(),
  );
  const names = secrets === undefined ? secretsIn(text) : [];
  if (names.length > 0) throw new LooksSecret(run.id, act, names);
  if (text === "" && (said.files ?? []).length === 0)
    throw new BadInput("Write a few words, so that others can follow.", "text");
  if (said.from && noteOf(run, said.from.channel, said.from.ts))
    throw new BadInput("This message is in the record already.");
  return { kind: "noted", ...said, ...filesOf(said), text };
}

function revise(run: Run, act: NoteAct & { readonly kind: "reviseNote" }): Happening {
  const { kind: _revise, note, ...change } = act;
  const before = standing(run, note);
  // Edits may come in another order than they were made.
  if (change.edited !== undefined && isKnown(before, change.edited))
    throw new BadInput("The record has this edit of the message, or a newer one.");
  if (act.decision && before.decision) throw new BadInput("It is a decision already.");
  // Nobody is there to be asked about an edit of a message.
  const kept = (text: string) => withoutQueries(withoutSecrets(text.trim()));
  const text = change.text === undefined ? {} : { text: kept(change.text) };
  return { kind: "noteRevised", note, ...change, ...filesOf(change), ...text };
}

const filesOf = ({ files }: Pick<Noted, "files">) =>
  files === undefined
    ? {}
    : { files: files.map((file) => ({ ...file, name: withoutSecrets(file.name) })) };

const isKnown = ({ from }: Note, edited: string): boolean =>
  Number(from?.edited ?? 0) >= Number(edited);

function standing(run: Run, event: number): Note {
  const found = noteAt(run.notes, event);
  if (!found) throw new NotFound("The record has no such note.");
  if (found.isWithdrawn) throw new BadInput("This note was taken out of the record already.");
  return found;
}

function changeNote(notes: Note[], event: number, change: Partial<Note>): void {
  const place = placeOf(notes, event);
  const note = notes[place];
  if (note) notes[place] = { ...note, ...change };
}

/** Notes stand in the order of the log, so halving finds one; -1 where the event made none. */
function placeOf(notes: readonly Note[], event: number): number {
  let [low, high] = [0, notes.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = notes[middle]?.event ?? 0;
    if (found === event) return middle;
    if (found < event) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
