import type { Answers, Json } from "#language";
import type { Account } from "../aws/account.ts";
import type { Accounts } from "../aws/accounts.ts";
import { fillFacts, Unfilled } from "../language/texts/fill.ts";

/** Where a step says that AWS is asked, with facts. */
export interface AwsPlace {
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

/**
 * The account that a step asks: the one that it names, or in which the ARN lies that is asked about, or the only one there is; in the
 * region that it states, or else the first. Throws Unfilled where that cannot be told: of another account the answer would be wrong.
 */
export function accountIn(
  accounts: Accounts,
  place: AwsPlace,
  facts: Answers,
  about: readonly Json[] = [],
): Account {
  const [region, wanted] = [place.region, place.account].map((text) =>
    text === undefined ? undefined : fillFacts(text, facts),
  );
  if (wanted !== undefined) return named(accounts, wanted, region);
  const arn = about.find((text) => typeof text === "string" && inOneRegion.test(text));
  if (typeof arn === "string" && region === undefined)
    return accounts.for({ region: arn.split(":")[3] ?? "", arn });
  if (region !== undefined)
    return accounts.for({ region, ...(typeof arn === "string" ? { arn } : {}) });
  const [first] = accounts.all;
  if (first === undefined) throw new Unfilled("No region is configured: set HANDRAIL_REGIONS.");
  if (accounts.all.some((one) => !isSame(one, first)))
    throw new Unfilled(
      `The runbook does not say which account is asked, and there are several: ${namesOf(accounts)}. Have it name one (account: "{account}").`,
    );
  return first;
}

/** "arn:aws:acm:eu-west-1:123456789012:certificate/…" */
const inOneRegion = /^arn:aws[\w-]*:[\w-]+:[a-z]{2,}-[\w-]+:\d{12}:/;

function named(accounts: Accounts, wanted: string, region: string | undefined): Account {
  const those = accounts.all.filter(({ name, id }) => name === wanted || id === wanted);
  const found = region === undefined ? those[0] : those.find((one) => one.region === region);
  if (found !== undefined) return found;
  const known = those.length === 0 ? namesOf(accounts) : those.map((one) => one.region).join(", ");
  throw new Unfilled(
    those.length === 0
      ? `The settings name no account ${wanted}, but ${known}. Correct the answer, or have it added to handrail.yaml.`
      : `The settings name for the account ${wanted} the regions ${known}, and not ${region}. Have it added to handrail.yaml.`,
  );
}

const isSame = (one: Account, other: Account): boolean =>
  one.name === other.name && one.id === other.id;

const namesOf = ({ all }: Accounts): string => [...new Set(all.map(({ name }) => name))].join(", ");
