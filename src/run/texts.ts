import { own } from "../language/own.ts";
import type { Act } from "./act.ts";
import { BadInput } from "./errors.ts";
import type { Happening, Person, RunEvent } from "./event.ts";
import type { Run } from "./run.ts";
import { isEditable, isOwn, titleOf } from "./sections.ts";

/**
 * What an edit of the postmortem makes happen. Sections that someone else wrote since the editor read them are refused, so that
 * nobody's words are lost unseen. Throws BadInput.
 */
export function decideEdit(run: Run, { texts, base }: Act & { readonly kind: "edit" }): Happening {
  if (!run.ending) throw new BadInput("The postmortem can be edited once the runbook is closed.");
  const now = textsOf(run);
  const given = Object.entries(texts).map(([name, text]) => [known(name), text.trim()] as const);
  const changes = given.filter(([name, text]) => text !== (own(now, name)?.text ?? ""));
  if (changes.length === 0) throw new BadInput("Nothing was changed.");
  for (const [name] of changes) {
    const other = editSince(run, name, base);
    if (other !== undefined)
      throw new BadInput(
        "Someone else edited this section meanwhile. Copy your text, close this form and open it again.",
        name,
      );
  }
  const kept = changes.map(([name, text]) => [name, text === "" ? null : text]);
  return { kind: "edited", texts: Object.fromEntries(kept) };
}

/** A section of the postmortem in someone's words. */
export interface Written {
  /** Markdown. */
  readonly text: string;
  readonly by: Person;
  readonly at: number;
}

/** What people wrote in place of the record's sentences, by section: the newest words of each. */
export function textsOf({ log }: Pick<Run, "log">): { readonly [section: string]: Written } {
  const texts = new Map<string, Written>();
  for (const event of log) {
    if (event.kind !== "edited") continue;
    const { by, at } = event;
    for (const [name, text] of Object.entries(event.texts)) {
      if (text === null) texts.delete(name);
      else texts.set(name, { text, by, at });
    }
  }
  return Object.fromEntries(texts);
}

/** Indices of the events that published the postmortem, oldest first. */
export const publicationsOf = ({ log }: Pick<Run, "log">): readonly number[] =>
  log.flatMap(({ kind }, index) => (kind === "published" ? [index] : []));

/** Whether something changed that a reader of the published postmortem should know. */
export function isNewSince({ log }: Run, publication: number): boolean {
  return log.slice(publication + 1).some(({ kind }) => kind === "edited" || /^followUp/.test(kind));
}

/** Names of sections as a sentence has them: "“Summary” and “Impact”". */
export function sectionsInWords(names: readonly string[]): string {
  const titles = names.map((name) => `“${titleOf(name)}”`);
  return [titles.slice(0, -1).join(", "), ...titles.slice(-1)].filter(Boolean).join(" and ");
}

function known(name: string): string {
  if (isEditable(name) || (isOwn(name) && name.length <= 200)) return name;
  throw new BadInput(`The postmortem has no section "${name}" that can be edited.`);
}

const editSince = ({ log }: Run, name: string, base: number): RunEvent | undefined =>
  log.slice(base).find((event) => event.kind === "edited" && Object.hasOwn(event.texts, name));
