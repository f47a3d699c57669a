import { formatSeconds } from "../links/durations.ts";
import type { IdleSaid } from "../links/idle.ts";
import { settingLine } from "../links/servers.ts";

/** What stands there now, as a responder or a reader said. */
export interface Before {
  readonly said: IdleSaid | undefined;
  /** In words, for a value that nobody set. */
  readonly unset: string;
  /** Where the setting belongs, as the documentation names it. */
  readonly place: string;
}

/**
 * A change as a small diff: the place, the line as it is, the line as it should be. Without a template the place and the value
 * stand for the line.
 */
export function diffOf(
  template: string | undefined,
  seconds: number,
  { said, unset, place }: Before,
): readonly string[] {
  const where = said?.how === "read" ? said.where : undefined;
  const line = template === undefined ? undefined : settingLine(template, seconds);
  return [
    where === undefined ? `# ${place}` : `# ${where}`,
    before(template, said, unset),
    `+ ${line ?? `${place}: ${formatSeconds(seconds)}`}`,
  ];
}

function before(template: string | undefined, said: IdleSaid | undefined, unset: string): string {
  if (said?.how === "default") return `# ${unset}`;
  if (said?.how === "measured" && said.seconds !== undefined) {
    return `# measured: ${formatSeconds(said.seconds)}`;
  }
  if (said?.how !== "read" || said.seconds === undefined) return "# what it says now is not known";
  // A template may only take whole seconds, and what stands there has to be what was read.
  const isWhole = Number.isInteger(said.seconds) || template?.includes("{ms}") === true;
  return template !== undefined && isWhole
    ? `- ${settingLine(template, said.seconds)}`
    : `# so far ${formatSeconds(said.seconds)}`;
}
