import type { Answers } from "#language";
import { laidOpen } from "../../aws/logs/query-review.ts";
import { factOf, replaceFacts, Unfilled } from "../../language/texts/fill.ts";

/**
 * A query of Logs Insights with its facts: in quotes and between slashes as text, whatever they hold; elsewhere as a name or a number,
 * and nothing else. Throws Unfilled.
 */
export function fillInsightsQuery(query: string, facts: Answers, answerOf = factOf): string {
  return replaceFacts(query, (name, at) => {
    const value = answerOf(name, facts).replaceAll(/\s+/g, " ");
    const { open } = laidOpen(query.slice(0, at));
    if (open === "/") return value.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    if (open === "'" || open === '"')
      return value.replaceAll("\\", "\\\\").replaceAll(open, `\\${open}`);
    if (open === "" && /^\w+(\.\w+)?$/.test(value)) return value;
    throw new Unfilled(
      open === "`"
        ? `{${name}} stands between backticks, where nothing can be quoted: write "…".`
        : `The answer “${name}” stands outside of quotes in the query, and is no name or number: write "{${name}}".`,
    );
  });
}
