import type { Answers } from "#language";
import { factOf, replaceFacts, Unfilled } from "../../language/texts/fill.ts";

/**
 * A query in PromQL with its facts: in quotes as text, whatever they hold; elsewhere as a name, a number or a time, and nothing
 * else. Throws Unfilled.
 */
export function fillQuery(query: string, facts: Answers, answerOf = factOf): string {
  return replaceFacts(query, (name, at) => {
    const value = answerOf(name, facts);
    const quote = quoteAt(query.slice(0, at));
    if (quote === "`")
      throw new Unfilled(
        `{${name}} stands between backticks, where nothing can be quoted: write "…".`,
      );
    if (quote !== "") return escaped(value, quote);
    if (/^\w+(\.\d+)?$/.test(value)) return value;
    throw new Unfilled(
      `The answer “${name}” stands outside of quotes in the query, and is no name, number or time: write "{${name}}".`,
    );
  });
}

const escaped = (value: string, quote: string): string =>
  value.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`).replaceAll("\n", "\\n");

/** The quote in which a query stands at its end; "" outside of any. */
function quoteAt(text: string): string {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== "" && quote !== "`" && sign === "\\") at++;
    else if (quote === "" && /["'`]/.test(sign)) quote = sign;
    else if (sign === quote) quote = "";
  }
  return quote;
}

/** Which bracket or quote of a query in PromQL is not closed, or closes nothing, in a sentence; undefined where all are. */
export function unbalancedBracket(query: string): string | undefined {
  const open: string[] = [];
  let quote = "";
  for (let at = 0; at < query.length; at++) {
    const sign = query.charAt(at);
    if (quote !== "") {
      if (quote !== "`" && sign === "\\") at++;
      else if (sign === quote) quote = "";
    } else if (/["'`]/.test(sign)) quote = sign;
    else if (sign in closes) open.push(sign);
    else if (/[)\]}]/.test(sign)) {
      const last = open.pop() ?? "";
      if (closes[last] !== sign) return `A ${sign} closes what is not open there.`;
    }
  }
  if (quote !== "") return `A ${quote} is not closed.`;
  return open.length === 0 ? undefined : `A ${open.at(-1)} is not closed.`;
}

const closes: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
