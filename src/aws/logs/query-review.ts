/**
 * Whether a question in the language of Logs Insights only reads lines of the groups that it is asked of: it is made of commands that
 * were reviewed. SOURCE and join would read other groups, unmask what was masked; a comment could hide either.
 */
export function isReviewed(query: string): boolean {
  const { bare, open } = laidOpen(query);
  const commands = bare.split("|").map((command) => /^\s*(\w+)\b/.exec(command)?.[1] ?? "");
  return (
    open === "" &&
    query.length <= longest &&
    commands.every((command) => reviewedCommands.has(command.toLowerCase())) &&
    !/#|\bunmask\b/i.test(bare)
  );
}

/** What may stand at the beginning of a part. */
export const reviewedCommands: ReadonlySet<string> = new Set([
  ...["fields", "display", "filter", "parse", "stats", "dedup", "sort", "limit"],
]);

/** Characters that Insights takes. */
const longest = 10_000;

/** A question with its texts and expressions left empty, and what is still open at its end: a quote, "/", or "" for nothing. */
export function laidOpen(query: string): { readonly bare: string; readonly open: string } {
  let [bare, open] = ["", ""];
  for (let at = 0; at < query.length; at++) {
    const sign = query.charAt(at);
    if (open !== "") {
      if (sign === "\\" && open !== "`") at++;
      else if (sign === open) {
        bare += sign;
        open = "";
      }
    } else {
      bare += sign;
      if (quotes.has(sign) || (sign === "/" && isExpression(bare))) open = sign;
    }
  }
  return { bare, open };
}

const quotes: ReadonlySet<string> = new Set(["'", '"', "`"]);

/** A slash divides, unless it stands where an expression does. */
const isExpression = (before: string): boolean =>
  /(?:\blike|=~|\bparse\s+[@\w.]{1,100})\s*\/$/i.test(before.slice(-150));
