import type { Account, AskAws } from "../../../aws/account.ts";

/**
 * The account where each question that only describes is asked once: several looks of one diagnosis want the same. What was
 * refused is asked again.
 */
export function askedOnce(account: Account): Account {
  const answers = new Map<string, Promise<unknown>>();
  const ask: AskAws = (action, input, signal) => {
    if (!describes.test(action)) return account.ask(action, input, signal);
    const key = `${action} ${JSON.stringify(input)}`;
    const known = answers.get(key);
    if (known !== undefined) return known as ReturnType<typeof account.ask<typeof action>>;
    const asked = account.ask(action, input, signal);
    answers.set(key, asked);
    asked.catch(() => answers.delete(key));
    return asked;
  };
  return { ...account, ask };
}

/** The others begin something, or tell how far it has come. */
const describes = /^elasticloadbalancing:|^cloudwatch:|^cloudtrail:/;
