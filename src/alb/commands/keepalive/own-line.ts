import type { ConfigFile } from "../../configurations/reading.ts";
import type { LineAt } from "../../remedies/diff.ts";

/** The line of a given file by "file:line", without the spaces around it; undefined for any other place. */
export function ownLine(files: readonly ConfigFile[]): LineAt {
  return (where) => {
    const [, name, line] = /^(.{1,4000}):(\d{1,9})$/s.exec(where) ?? [];
    const text = files.find((file) => file.name === name)?.text;
    return text?.split("\n")[Number(line) - 1]?.trim().slice(0, longestLine);
  };
}

const longestLine = 300;
