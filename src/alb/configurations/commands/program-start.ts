import type { ShellWord } from "../formats/shell-words.ts";
import type { Context } from "../versions-context.ts";

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

/** The last value that is given for an option: "--keep-alive 65", "--keep-alive=65", "-k gthread". */
export function optionIn(
  options: readonly ShellWord[],
  ...names: readonly string[]
): ShellWord | undefined {
  for (let at = options.length - 1; at >= 0; at--) {
    const option = options[at];
    if (option === undefined) continue;
    const { text, line } = option;
    if (names.includes(text)) return { text: options[at + 1]?.text ?? "", line };
    const long = names.find((name) => name.startsWith("--") && text.startsWith(`${name}=`));
    if (long !== undefined) return { text: text.slice(long.length + 1), line };
    const short = names.find((name) => /^-\w$/.test(name) && text.startsWith(name));
    if (short !== undefined) return { text: text.slice(2).replace(/^=/, ""), line };
  }
  return undefined;
}

export const hasOption = (options: readonly ShellWord[], ...names: readonly string[]): boolean =>
  options.some(({ text }) => names.some((name) => text === name || text.startsWith(`${name}=`)));
