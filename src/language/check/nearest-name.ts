/** The name that a mistyped word of up to 60 characters most likely meant, or undefined when none is near. */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  if (word.length > longestWord) return undefined;
  const most = Math.max(1, Math.floor(word.length / 3));
  const ranked = names
    // Each character that one has more is an edit.
    .filter((name) => Math.abs(name.length - word.length) <= most)
    .map((name) => ({ name, distance: edits(word, name.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= most ? best.name : undefined;
}

/** Characters; no command and no name of a runbook is as long. */
const longestWord = 60;

/** Characters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
function edits(from: string, to: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const differs = from[row - 1] === to[column - 1] ? 0 : 1;
      const swaps = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      now[column] = Math.min(
        at(last, column) + 1,
        at(now, column - 1) + 1,
        at(last, column - 1) + differs,
        swaps ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = now;
  }
  return at(last, to.length);
}

const at = (row: readonly number[], index: number): number =>
  row[index] ?? Number.POSITIVE_INFINITY;
