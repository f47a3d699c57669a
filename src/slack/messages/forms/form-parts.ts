import type { FieldKinds } from "#language";

/** What the forms need to know beside the run. */
export interface FormParts {
  /** What each kind of question takes. */
  readonly fields: FieldKinds;
  /** Titles of the postmortem's sections that the team's template leaves to people; none when absent. */
  readonly own?: readonly string[];
  /** Names for texts that people edit, where mentions mean nothing. */
  readonly names?: { readonly [person: string]: string };
}
