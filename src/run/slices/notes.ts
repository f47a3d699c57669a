import { BadInput, HandrailError, NotFound } from "../errors.ts";
import type { RunDraft } from "../fold-draft.ts";
import { secretsIn, withoutQueries, withoutSecrets } from "../secrets.ts";
import type { Word } from "../sentence.ts";
import { withoutFullStop } from "../sentence.ts";
import type { Happened, Note, Noted, NoteOrigin, RunState } from "../state.ts";
import type { ActContext, Slice } from "./slice.ts";

export type NoteAct =
  /** `secrets`: what is to become of what looks like one; asked where that is not said. */
  | ({ readonly kind: "note"; readonly secrets?: "strike" | "keep" } & Noted)
  /** `note` is the index of its "noted" in the log. */
  | ({ readonly kind: "reviseNote"; readonly note: number } & Revision)
  | { readonly kind: "withdrawNote"; readonly note: number };

export type NoteEvent =
  | ({ readonly kind: "noted" } & Noted)
  /** The words of a note changed, or what it is. `note` is the index of its "noted" in the log. */
  | ({ readonly kind: "noteRevised"; readonly note: number } & Revision)
  /** A note no longer counts: its message was deleted, or whoever kept it took it back. */
  | { readonly kind: "noteWithdrawn"; readonly note: number };

/** What became of a note; `edited` is the edit of its message that did it. */
type Revision = Partial<Pick<Noted, "text" | "files" | "decision">> & Pick<NoteOrigin, "edited">;

/** What people keep in the record in their own words. */
export const notesSlice: Slice<NoteAct, NoteEvent> = {
  acts: {
    note: { right: "drive", whenClosed: true, decide: note },
    reviseNote: { right: "drive", whenClosed: true, decide: revise },
    withdrawNote: {
      right: "drive",
      whenClosed: true,
      decide: ({ run, act }) => ({ kind: "noteWithdrawn", note: standing(run, act.note).event }),
    },
  },
  events: {
    noted: {
      fold({ notes, index }, { kind: _noted, ...said }) {
        notes.push({ ...said, event: index, isWithdrawn: false });
      },
      says: (_, { run, index }) => saidOf(noteAt(run.notes, index)),
    },
    noteRevised: {
      isMinor: true,
      fold: revised,
      says: ({ decision }) => [
        decision ? " marked a note as a decision" : " changed the words of a note",
      ],
    },
    noteWithdrawn: {
      isMinor: true,
      fold: ({ notes }, { note }) => changeNote(notes, note, { isWithdrawn: true }),
      says: () => [" took a note out of the record"],
    },
  },
};

/** A note looks as if it held a secret: whoever keeps it says what becomes of that. Nothing was recorded. */
export class LooksSecret extends HandrailError {
  readonly run: string;
  readonly act: NoteAct & { readonly kind: "note" };
  constructor(run: string, act: NoteAct & { readonly kind: "note" }, names: readonly string[]) {
    super(
      "looks-secret",
      `This looks like a secret: ${names.join(", ")}. The record is read by many and kept long. Nothing was recorded yet.`,
    );
    this.run = run;
    this.act = act;
  }
}

/** The note that the `event`-th event of the log made. */
export const noteAt = (notes: readonly Note[], event: number): Note | undefined =>
  notes[placeOf(notes, event)];

/** The note that was made of a message and still counts. */
export const noteOf = (run: Notes, channel: string, ts: string): Note | undefined =>
  run.notes.findLast(
    ({ from, isWithdrawn }) => !isWithdrawn && from?.channel === channel && from.ts === ts,
  );

/** Whether anything of it can be read: a note that was withdrawn says nothing any more. */
export const noteCounts = ({ isWithdrawn }: Note): boolean => !isWithdrawn;

/** The places in the log of what belongs to a note: itself and what became of it. */
export const ofNote = (log: readonly Happened[], note: number): readonly number[] =>
  log.flatMap((event, index) => {
    const isOf = "note" in event && event.kind === "noteRevised" && event.note === note;
    return index === note || isOf ? [index] : [];
  });

type Notes = Pick<RunState, "notes">;

function note({ run, act }: ActContext<NoteAct & { readonly kind: "note" }>): NoteEvent {
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

function revise({ run, act }: ActContext<NoteAct & { readonly kind: "reviseNote" }>): NoteEvent {
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

function standing(run: Notes, event: number): Note {
  const found = noteAt(run.notes, event);
  if (!found) throw new NotFound("The record has no such note.");
  if (found.isWithdrawn) throw new BadInput("This note was taken out of the record already.");
  return found;
}

function revised({ notes }: RunDraft, event: Happened<NoteEvent & { kind: "noteRevised" }>): void {
  const { kind: _revised, at: _at, by: _by, note, edited, ...change } = event;
  const from = noteAt(notes, note)?.from;
  changeNote(notes, note, { ...change, ...(from && edited ? { from: { ...from, edited } } : {}) });
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

/** A note stands with its newest words; of one that was withdrawn nothing but that it was there. */
function saidOf(note: Note | undefined): readonly Word[] {
  if (!note || note.isWithdrawn) return [" kept a note that was taken out later"];
  const { text, files = [] } = note;
  const said = text === "" ? [] : [`: “${withoutFullStop(text)}”`];
  const names = files.map(({ name }) => name).join(", ");
  return [...verb(note), ...said, ...(names === "" ? [] : [`, with ${names}`])];
}

function verb({ from, by, decision }: Note): readonly Word[] {
  const isOwn = from === undefined || from.author === by;
  if (isOwn) return [decision ? " recorded a decision" : from ? " wrote" : " noted"];
  return [" kept what ", { person: from.author }, decision ? " decided" : " wrote"];
}
