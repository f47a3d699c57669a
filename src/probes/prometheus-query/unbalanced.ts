/** Which bracket or quote of a query in PromQL is not closed, or closes nothing, in a sentence; undefined where all are. */
export function unbalanced(query: string): string | undefined {
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
