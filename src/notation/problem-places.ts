/**
 * Where a problem may stand in a runbook, the likeliest last: `checkFlow` calls steps, their choices and their questions by name
 * alone ("look.probe.over", "look.fine"), the schema by their whole path ("steps.look.say").
 */
export function problemPlaces(where: string): readonly (readonly string[])[] {
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
 * The best of the places that were looked for: most of what the problem itself names is there, and then most in all. Nothing where
 * only what was put around it is, for then the problem is of something that is not there at all.
 */
export function bestOf<Place extends { readonly found: number }>(
  paths: readonly (readonly string[])[],
  places: readonly Place[],
): Place | undefined {
  const own = paths[0]?.length ?? 0;
  const ranked = places.map((place, at) => ({
    place,
    named: place.found - ((paths[at]?.length ?? 0) - own),
  }));
  const best = ranked.reduce((one, other) =>
    other.named > one.named || (other.named === one.named && other.place.found > one.place.found)
      ? other
      : one,
  );
  return best.named > 0 ? best.place : undefined;
}

/**
 * The line, from 1, at which a module names the deepest of a place's parts, one behind the other; the first line where it names
 * none, as where the part stands in another file.
 */
export function lineIn(text: string, paths: readonly (readonly string[])[]): number {
  const best = bestOf(
    paths,
    paths.map((path) => reach(text, path)),
  );
  return text.slice(0, best?.at ?? 0).split("\n").length;
}

function reach(text: string, path: readonly string[]): { found: number; at: number } {
  const names = [...text.matchAll(/(?<![\w.-])["']?([\w.-]+)["']?:/g)];
  let at = 0;
  let read = 0;
  for (const [found, part] of path.entries()) {
    const next = names.findIndex((one, index) => index >= read && one[1] === part);
    if (next < 0) return { found, at };
    at = names[next]?.index ?? at;
    read = next;
  }
  return { found: path.length, at };
}
