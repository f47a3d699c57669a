/**
 * Where a problem may stand in a runbook, the likeliest last: `check` calls steps, their choices and their questions by name
 * alone ("look.probe.over", "look.fine"), the schema by their whole path ("steps.look.say").
 */
export function placesOf(where: string): readonly (readonly string[])[] {
  const [first = "", ...rest] = where.split(".");
  return [
    [first, ...rest],
    ["ends", first, ...rest],
    ["steps", first, ...rest],
    ...(rest.length === 0
      ? []
      : [
          ["steps", first, "ask", ...rest],
          ["steps", first, "choices", ...rest],
          ["steps", first, "choices", ...rest.slice(0, 1), "ask", ...rest.slice(1)],
        ]),
  ];
}

/**
 * The line, from 1, at which a module names the deepest of a place's parts, one behind the other; the first line where it names
 * none, as where the part stands in another file.
 */
export function lineIn(text: string, paths: readonly (readonly string[])[]): number {
  const found = paths.map((path) => reach(text, path));
  const best = found.reduce((one, other) => (other.parts > one.parts ? other : one));
  return text.slice(0, best.at).split("\n").length;
}

function reach(text: string, path: readonly string[]): { parts: number; at: number } {
  const names = [...text.matchAll(/(?<![\w.-])["']?([\w.-]+)["']?:/g)];
  let at = 0;
  let read = 0;
  for (const [parts, part] of path.entries()) {
    const next = names.findIndex((one, index) => index >= read && one[1] === part);
    if (next < 0) return { parts, at };
    at = names[next]?.index ?? at;
    read = next;
  }
  return { parts: path.length, at };
}
