import { ownValue } from "../../language/own-value.ts";
import { BadInput } from "../errors.ts";
import { setRun } from "../fold-draft.ts";
import { isEditable, isOwn, titleOf } from "../postmortem-sections.ts";
import { type RunState, takenBack, type Written } from "../state.ts";
import type { ActContext, Slice } from "./slice.ts";

export type PostmortemAct =
  /** Writes sections of the postmortem anew; `base` is the revision of the run that the editor read. */
  | {
      readonly kind: "edit";
      readonly texts: { readonly [section: string]: string };
      readonly base: number;
    }
  | { readonly kind: "publish" };

export type PostmortemEvent =
  /** Sections of the postmortem in someone's own words (Markdown); null: as the record has them. */
  | { readonly kind: "edited"; readonly texts: { readonly [section: string]: string | null } }
  | { readonly kind: "published" };

/** What people make of the postmortem once the run is closed. */
export const postmortemSlice: Slice<PostmortemAct, PostmortemEvent> = {
  acts: {
    edit: { right: "drive", whenClosed: true, decide: edit },
    publish: { right: "publish", whenClosed: true, decide: publish },
  },
  events: {
    edited: {
      fold(draft, { texts, by, at }) {
        const { is, index: event } = draft;
        const entries = Object.entries(texts).map(([name, text]) => [
          name,
          { text, by, at, event },
        ]);
        setRun(draft, { texts: { ...is.texts, ...Object.fromEntries(entries) } });
      },
      says: ({ texts }) => [` wrote ${sectionsInWords(Object.keys(texts))} of the postmortem anew`],
    },
    published: {
      fold: (draft, { at }) => setRun(draft, { publishedAt: at }),
      says: () => [" published the postmortem"],
    },
  },
};

/**
 * Sections that someone else wrote since the editor read them are refused, so that nobody's words are lost unseen.
 */
function edit({
  run,
  act,
}: ActContext<PostmortemAct & { readonly kind: "edit" }>): PostmortemEvent {
  if (!run.ending) throw new BadInput("The postmortem can be edited once the runbook is closed.");
  const given = Object.entries(act.texts).map(
    ([name, text]) => [known(name), text.trim()] as const,
  );
  const changes = given.filter(([name, text]) => text !== (ownValue(run.texts, name)?.text ?? ""));
  if (changes.length === 0) throw new BadInput("Nothing was changed.");
  for (const [name] of changes) {
    if ((ownValue(run.texts, name)?.event ?? -1) >= act.base)
      throw new BadInput(
        "Someone else edited this section meanwhile. Copy your text, close this form and open it again.",
        name,
      );
  }
  const kept = changes.map(([name, text]) => [name, text === "" ? null : text]);
  return { kind: "edited", texts: Object.fromEntries(kept) };
}

function publish({ run }: ActContext<PostmortemAct>): PostmortemEvent {
  if (!run.ending) throw new BadInput("The postmortem is written when the runbook is closed.");
  const last = publicationsOf(run).at(-1);
  if (last !== undefined && !isNewSince(run, last))
    throw new BadInput("The channel has this already: nothing was changed since it was published.");
  return { kind: "published" };
}

/** What people wrote in place of the record's sentences, by section: the newest words of each. */
export function textsOf({ texts }: Pick<RunState, "texts">): {
  readonly [section: string]: Written;
} {
  const written = Object.entries(texts).flatMap(([name, { text, by, at }]) =>
    text === null ? [] : [[name, { text, by, at }] as const],
  );
  return Object.fromEntries(written);
}

/** Indices of the events that published the postmortem and were not taken back, oldest first. */
export function publicationsOf(run: Log): readonly number[] {
  const undone = takenBack(run);
  return run.log.flatMap(({ kind }, index) =>
    kind === "published" && !undone.has(index) ? [index] : [],
  );
}

/** Whether something changed that a reader of the published postmortem should know. */
export function isNewSince({ log }: Log, publication: number): boolean {
  return log.slice(publication + 1).some(({ kind }) => kind === "edited" || /^followUp/.test(kind));
}

type Log = Pick<RunState, "log">;

/** Names of sections as a sentence has them: "“Summary” and “Impact”". */
function sectionsInWords(names: readonly string[]): string {
  const titles = names.map((name) => `“${titleOf(name)}”`);
  return [titles.slice(0, -1).join(", "), ...titles.slice(-1)].filter(Boolean).join(" and ");
}

function known(name: string): string {
  if (isEditable(name) || (isOwn(name) && name.length <= 200)) return name;
  throw new BadInput(`The postmortem has no section "${name}" that can be edited.`);
}
