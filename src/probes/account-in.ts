import type { Answers } from "#language";
import type { Account } from "../aws/account.ts";
import type { Accounts } from "../aws/accounts.ts";
import { filled, Unfilled } from "../language/fill.ts";

/** The account that a step asks: that of the region which it states, or else the first. */
export function accountIn(accounts: Accounts, region: string | undefined, facts: Answers): Account {
  if (region !== undefined) return accounts.for({ region: filled(region, facts) });
  const [account] = accounts.all;
  if (account === undefined) throw new Unfilled("No region is configured: set HANDRAIL_REGIONS.");
  return account;
}
