const longestName = 60;
const longestValue = 500;

/** A line such as "Region: eu-west-1" or "- region = eu-west-1" as a name and a value; undefined for prose and addresses. */
export function pairIn(line: string): readonly [readonly [string, string]] | undefined {
  const at = line.slice(0, longestName).search(/[:=]/);
  if (at < 1 || line.startsWith("://", at)) return undefined;
  const name = line
    .slice(0, at)
    .replace(/^[\s•–-]+/, "")
    .trim();
  const value = line.slice(at + 1, at + 1 + longestValue).trim();
  return isName(name) && value !== "" ? [[name, value]] : undefined;
}

/** Tags as senders list them: "region:eu-west-1, env:prod". */
export const tagsIn = (text: string): readonly (readonly [string, string])[] =>
  text
    .split(/[,\n]/, 200)
    .map((tag) => tag.trim())
    .flatMap((tag) => pairIn(tag) ?? []);

/** The names and values that stand a line each in a text, the first 100 lines of it. */
export const linesIn = (text: string): { readonly [name: string]: string } =>
  unlessTorn(text.split("\n", 100).flatMap((line) => pairIn(line) ?? []));

const isName = (name: string): boolean =>
  /^[a-z][\w ./@-]*$/i.test(name) && name.split(" ").length <= 4;

/** Names with their values; of one that stands there with several, none: it would be a guess. */
export function unlessTorn(pairs: readonly (readonly [string, string])[]): {
  readonly [name: string]: string;
} {
  const known = new Map<string, string>();
  const torn = new Set<string>();
  for (const [name, value] of pairs) {
    if (known.has(name) && known.get(name) !== value) torn.add(name);
    known.set(name, value);
  }
  return Object.fromEntries([...known].filter(([name]) => !torn.has(name)));
}
