import type { Context } from "../context.ts";
import type { Word } from "../formats/words.ts";

/** One program of a command line. */
export interface ProgramStart {
  readonly program: string;
  readonly options: readonly Word[];
  readonly environment: Environment;
  readonly context: Context;
  readonly file: string;
  readonly line: number;
}

export type Environment = ReadonlyMap<string, Variable>;

export interface Variable {
  readonly text: string;
  readonly line: number;
  /** It is only what applies unless someone sets another value, as with ENV in a Dockerfile. */
  readonly overridable?: true;
}
