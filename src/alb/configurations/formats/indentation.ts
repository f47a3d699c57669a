import type { Source } from "../found-values.ts";

/** For a line of a source the first word of the line that it stands under by its indentation; undefined at the top. */
export function lineHeaders({ text, firstLine }: Source): (line: number) => string | undefined {
  const lines = text.split("\n");
  return (line) => {
    const at = line - firstLine;
    const own = depthOf(lines[at]);
    if (own === 0) return undefined;
    for (let above = at - 1; above >= 0 && above > at - furthest; above--) {
      const written = lines[above]?.trim() ?? "";
      if (written !== "" && !written.startsWith("#") && depthOf(lines[above]) < own)
        return /^\w{0,30}/.exec(written)?.[0] ?? "";
    }
    return "";
  };
}

/** For a line of a source the lines that it stands under, inner ones first. */
export function linesAbove({ text, firstLine }: Source): (line: number) => readonly string[] {
  const lines = text.split("\n");
  return (line) => {
    const found: string[] = [];
    let own = depthOf(lines[line - firstLine]);
    for (let at = line - firstLine - 1; at >= 0 && own > 0 && at > line - furthest; at--) {
      const written = lines[at]?.trim() ?? "";
      if (written === "" || written.startsWith("#") || depthOf(lines[at]) >= own) continue;
      found.push(written);
      own = depthOf(lines[at]);
    }
    return found;
  };
}

const depthOf = (line = "") => line.length - line.trimStart().length;
const furthest = 300;
