import type { Sight } from "../../wire.ts";

/** Something that the composer offers; without `insert` it only explains. */
export interface ComposerSuggestion {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** What takes the place of what was typed. */
  readonly insert?: string;
}

/** What fits to what was typed so far: commands after "/", names after "@". */
export function suggestionsFor(
  text: string,
  isThread: boolean,
  sight: Sight,
): readonly ComposerSuggestion[] {
  if (text.startsWith("/")) return isThread ? [noCommands(sight)] : commands(text, sight);
  const name = /(?:^|\s)@(\w*)$/.exec(text)?.[1];
  return name === undefined ? [] : names(name, sight);
}

/** The text with the suggestion in it. */
export const complete = (text: string, { insert = "" }: ComposerSuggestion): string =>
  insert.startsWith("/") ? `${insert} ` : text.replace(/@\w*$/, `${insert} `);

const commands = (text: string, { commands }: Sight): readonly ComposerSuggestion[] =>
  commands
    .filter(({ command }) => command.startsWith(text) || text.startsWith(`${command} `))
    .map(({ command, usage, description }) => ({
      id: command,
      title: `${command} ${usage}`,
      note: description,
      // Once it is typed, the hint stays to be read only.
      ...(text.length < command.length && { insert: command }),
    }));

const noCommands = ({ bot }: Sight): ComposerSuggestion => ({
  id: "no-commands",
  title: "Slack takes no commands in threads",
  note: `Write @${bot.name} and what you want instead, such as @${bot.name} status.`,
});

function names(typed: string, { people, bot }: Sight): readonly ComposerSuggestion[] {
  const app = { name: bot.name, note: "app" };
  const all = [app, ...people.map(({ name, realName }) => ({ name, note: realName }))];
  return all
    .filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase()) && name !== typed)
    .map(({ name, note }) => ({ id: name, title: `@${name}`, note, insert: `@${name}` }));
}
