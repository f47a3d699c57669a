import type { Context } from "../context.ts";
import type { ShellWord } from "../formats/words.ts";

/** One program of a command line. */
export interface ProgramStart {
  readonly program: string;
  readonly options: readonly ShellWord[];
  readonly environment: ShellVariables;
  readonly context: Context;
  readonly file: string;
  readonly line: number;
}

export type ShellVariables = ReadonlyMap<string, Variable>;

export interface Variable {
  readonly text: string;
  readonly line: number;
  /** It is only what applies unless someone sets another value, as with ENV in a Dockerfile. */
  readonly overridable?: true;
}
