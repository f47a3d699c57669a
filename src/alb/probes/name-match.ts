/** Something with the names that a responder may type. */
export interface Named {
  readonly name: string;
  readonly arn: string;
  readonly dnsName: string;
}

/** Those that are meant: by ARN, DNS name or name, and else all whose name begins with what was typed. */
export function matches<N extends Named>(typed: string, known: readonly N[]): readonly N[] {
  const wanted = typed.toLowerCase();
  if (wanted === "") return [];
  const exact = known.filter(({ name, arn, dnsName }) =>
    [name, arn, dnsName, `dualstack.${dnsName}`].some((one) => one.toLowerCase() === wanted),
  );
  return exact.length > 0
    ? exact
    : known.filter(({ name }) => name.toLowerCase().startsWith(wanted));
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
