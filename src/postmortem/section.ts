import type { OwnName, SectionName } from "../run/postmortem-sections.ts";
import type { Sentence, Word } from "../run/sentence.ts";
import type { Written } from "../run/state.ts";
import type { FactName } from "./template.ts";

/** A postmortem as data: written from the run's records, and where people wrote a section anew, with their words. */
export interface Postmortem {
  readonly title: string;
  readonly sections: readonly Section[];
  readonly facts: { readonly [Name in FactName]: readonly Word[] };
}

export interface Section {
  readonly name: SectionName | OwnName;
  readonly title: string;
  /** What the record says; never empty: what is not known is stated as not known. */
  readonly sentences: readonly Sentence[];
  /** What someone wrote in its place. */
  readonly written?: Written;
}
