/** A part of a form, of no chat in particular; what is entered comes back by its id. */
export type Input =
  | (Asked & {
      readonly kind: "text";
      /** Characters. */
      readonly most: number;
      readonly hint?: string;
      readonly multiline?: boolean;
      readonly optional?: boolean;
      readonly initial?: string;
    })
  /** One of a few options, or of many under headings. */
  | (Asked & {
      readonly kind: "one";
      readonly options: readonly FormOption[] | readonly OptionsUnder[];
      readonly initial?: string;
    })
  /** A box that may be ticked. */
  | (Asked & { readonly kind: "tick"; readonly option: FormOption; readonly isTicked: boolean })
  | { readonly kind: "header"; readonly text: string }
  /** Something to read; `aside` in small letters. */
  | { readonly kind: "says"; readonly text: string; readonly aside?: true };

interface Asked {
  readonly id: string;
  readonly label: string;
}

export interface FormOption {
  readonly label: string;
  readonly value: string;
}

export interface OptionsUnder {
  readonly heading: string;
  readonly options: readonly FormOption[];
}

/** What was entered, by the id of its input. */
export interface Entered {
  /** Trimmed; empty for nothing. */
  readonly typed: (id: string) => string;
  /** The value of what was picked, or its first 150 characters. */
  readonly picked: (id: string) => string | undefined;
  readonly ticked: (id: string) => boolean;
}

/** Sentences on what to enter instead, by id. */
export interface WrongInputs {
  readonly kind: "wrong";
  readonly errors: { readonly [id: string]: string };
}
