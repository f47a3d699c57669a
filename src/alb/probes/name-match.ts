/** Something with the names that a responder may type. */
export interface Named {
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
export function matches<N extends Named>(typed: string, known: readonly N[]): readonly N[] {
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
export function similarTo<N extends Named>(typed: string, known: readonly N[]): readonly N[] {
  const wanted = typed.toLowerCase();
  const distance = ({ name }: N) =>
    wanted.length >= 3 && name.toLowerCase().includes(wanted)
      ? 0
      : editDistance(wanted, name.toLowerCase());
  return known
    .map((one) => ({ one, off: distance(one) }))
    .filter(({ one, off }) => off <= Math.max(2, one.name.length / 3))
    .sort((left, right) => left.off - right.off)
    .slice(0, 5)
    .map(({ one }) => one);
}

/** How many letters have to be added, removed or replaced (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
