/** Characters of a name that stands before its value. */
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

const isName = (name: string): boolean =>
  /^[a-z][\w ./@-]*$/i.test(name) && name.split(" ").length <= 4;
