import type { Flow } from "#flow";
import type { Person } from "./event.ts";
import type { Run } from "./run.ts";
import type { Sentence } from "./sentence.ts";

/** A postmortem as data: written from the run's records only. */
export interface Postmortem {
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly name: SectionName;
  readonly title: string;
  /** Never empty: what is not known is stated as not known. */
  readonly sentences: readonly Sentence[];
}

export type SectionName =
  | "summary"
  | "impact"
  | "timeline"
  | "cause"
  | "ruledOut"
  | "change"
  | "retests"
  | "followUps"
  | "participants"
  | "unknowns";

/** The postmortem of a run, open or closed. */
export function postmortem(_flow: Flow, _run: Run): Postmortem {
  return { title: "", sections: [] };
}

/** The postmortem as a Markdown page; `names` gives names for ids. */
export function toMarkdown(
  _postmortem: Postmortem,
  _names: { readonly [person: Person]: string } = {},
): string {
  return "";
}
