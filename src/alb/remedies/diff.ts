import type { IdleAnswer } from "../fields/field-builders.ts";
import { formatSeconds } from "../links/durations.ts";
import { settingLine } from "../links/servers.ts";
import { replaceValue } from "./own-line.ts";

/** What stands there now, as a responder or a reader said. */
export interface Before {
  readonly said: IdleAnswer | undefined;
  /** In words, for a value that nobody set. */
  readonly unset: string;
  /** Where the setting belongs, as the documentation names it. */
  readonly place: string;
  /** What stands at "file:line", where the files are at hand. */
  readonly lineAt?: LineAt | undefined;
}

/** The file's own line at "file:line"; undefined where it is not at hand. */
export type LineAt = (where: string) => string | undefined;

/** A line to write, with {s}, {ms} or {hms} for the value: of any file, or of those with such an ending. */
export interface LineTemplate {
  readonly set?: string | undefined;
  readonly setIn?: readonly { readonly ending: string; readonly set: string }[] | undefined;
}

/**
 * A change as a small diff: the place, the line as it is, the line as it should be. The file's own line is shown where it is at
 * hand. Without a template the place and the value stand for the line.
 */
export function diffText(
  template: LineTemplate | undefined,
  seconds: number,
  { said, unset, place, lineAt }: Before,
): readonly string[] {
  const where = said?.how === "read" ? said.where : undefined;
  const set = templateFor(template, where);
  const line = set === undefined ? undefined : settingLine(set, seconds);
  const written = line ?? `${place}: ${formatSeconds(seconds)}`;
  const heading = where === undefined ? `# ${place}` : `# ${where}`;
  const own = where === undefined ? undefined : lineAt?.(where);
  if (own === undefined) return [heading, before(set, said, unset), `+ ${written}`];
  const changed =
    said?.seconds === undefined ? undefined : replaceValue(own, said.seconds, seconds);
  if (changed !== undefined) return [heading, `- ${own}`, `+ ${changed}`];
  return [heading, `# now: ${own}`, `+ ${written}`];
}

/** A value is written as the file that it stands in wants it: the flag of a command is no line of a settings file. */
function templateFor(template: LineTemplate | undefined, where: string | undefined) {
  const file = where?.replace(/:\d{1,9}$/, "").toLowerCase();
  const endings = file?.endsWith(".yaml") ? ".yml" : file;
  const own = template?.setIn?.find(({ ending }) => endings?.endsWith(ending));
  return own?.set ?? template?.set;
}

function before(template: string | undefined, said: IdleAnswer | undefined, unset: string): string {
  if (said?.how === "default") return `# ${unset}`;
  if (said?.how === "measured" && said.seconds !== undefined) {
    return `# now, as measured: ${formatSeconds(said.seconds)}`;
  }
  if (said?.how !== "read" || said.seconds === undefined) return "# its present value is not known";
  // A template may only take whole seconds, and what stands there has to be what was read.
  const isWhole = Number.isInteger(said.seconds) || template?.includes("{ms}") === true;
  return template !== undefined && isWhole
    ? `- ${settingLine(template, said.seconds)}`
    : `# now: ${formatSeconds(said.seconds)}`;
}
