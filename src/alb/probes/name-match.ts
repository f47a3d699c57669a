/** Something with the names that a responder may type. */
export interface NamedResource {
  readonly name: string;
  readonly arn: string;
  readonly dnsName: string;
  /** Hosts of its listeners' rules, and values of its tags, where they were read. */
  readonly hosts?: readonly string[];
  readonly tags?: readonly string[];
}

/**
 * Those that are meant: by ARN, DNS name or name, else all whose name begins with what was typed, and else all that have it as a host
 * or the value of a tag.
 */
export function matchNames<N extends NamedResource>(
  typed: string,
  known: readonly N[],
): readonly N[] {
  const wanted = typed.toLowerCase();
  if (wanted === "") return [];
  const exact = known.filter(({ name, arn, dnsName }) =>
    [name, arn, dnsName, `dualstack.${dnsName}`].some((one) => one.toLowerCase() === wanted),
  );
  if (exact.length > 0) return exact;
  const begun = known.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  if (begun.length > 0) return begun;
  return known.filter(({ hosts = [], tags = [] }) =>
    [...hosts, ...tags].some((one) => one.toLowerCase() === wanted),
  );
}

/** At most five names that look like what was typed, the most similar first. */
export function similarNames<N extends NamedResource>(
  typed: string,
  known: readonly N[],
): readonly N[] {
  const wanted = typed.toLowerCase();
  return known
    .flatMap((one) => {
      const off = distance(wanted, one.name.toLowerCase());
      return off === undefined ? [] : [{ one, off }];
    })
    .sort((left, right) => left.off - right.off)
    .slice(0, 5)
    .map(({ one }) => one);
}

/** How far a name is from what was typed; undefined where it is too far. Accounts have thousands of names, and some are long. */
function distance(wanted: string, name: string): number | undefined {
  if (wanted.length >= 3 && name.includes(wanted)) return 0;
  if (name.length > longestName) return undefined;
  const most = Math.floor(Math.max(2, Math.min(name.length / 3, mostEdits)));
  // Each character that one has more is an edit.
  return Math.abs(wanted.length - name.length) > most ? undefined : edits(wanted, name, most);
}

/** Nobody mistypes more, however long a name is, and of a longer one a part is typed, if it is typed at all. */
const mostEdits = 12;
const longestName = 100;

/** How many letters have to be added, removed or replaced (Levenshtein); undefined for more than `most`. */
function edits(from: string, to: string, most: number): number | undefined {
  let row = Uint16Array.from({ length: to.length + 1 }, (_, index) => index);
  let next = new Uint16Array(to.length + 1);
  for (let line = 1; line <= from.length; line++) {
    // What is further from the diagonal has more edits already.
    const [first, last] = [Math.max(1, line - most), Math.min(to.length, line + most)];
    next.fill(most + 1);
    if (line <= most) next[0] = line;
    let least = next[0] ?? 0;
    for (let column = first; column <= last; column++) {
      const differs = from.charCodeAt(line - 1) === to.charCodeAt(column - 1) ? 0 : 1;
      const replaced = (row[column - 1] ?? 0) + differs;
      const off = Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1);
      next[column] = off;
      least = Math.min(least, off);
    }
    if (least > most) return undefined;
    [row, next] = [next, row];
  }
  const off = row[to.length] ?? 0;
  return off > most ? undefined : off;
}
