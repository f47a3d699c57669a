import { type Account, openAccount } from "./account.ts";
import { assumeRole } from "./assume-role.ts";
import { AwsProblem } from "./aws-problem.ts";
import type { Partition } from "./regions.ts";

/** An account as the settings name it. */
export interface AccountSettings {
  /** What people call it; "default" where the settings name none. */
  readonly name: string;
  /** The twelve digits. */
  readonly id?: string;
  /** The ARN of the role that is assumed there; the default chain of credentials when absent. */
  readonly role?: string;
  readonly externalId?: string;
  readonly regions: readonly string[];
  readonly partition: Partition;
}

/** Where something lives in AWS, as far as it is known. */
export interface Whereabouts {
  readonly region: string;
  /** The twelve digits; where absent, an ARN may have them. */
  readonly account?: string;
  readonly arn?: string;
}

/** Every account and region that is configured, and the one that something lives in. */
export interface Accounts {
  readonly all: readonly Account[];
  /** One that refuses every question where the settings do not name it, as an ARN may name another, or where it may be one of several. */
  readonly for: (where: Whereabouts) => Account;
}

interface Settings {
  readonly accounts: readonly AccountSettings[];
  /** The AWS profile whose credentials are used, and with which roles are assumed. */
  readonly profile?: string | undefined;
}

/** Opens each account in each of its regions. Nothing is asked yet; `watch` sees all that is. */
export function openAccounts(
  { accounts, profile }: Settings,
  watch: (account: Account) => Account = (account) => account,
): Accounts {
  const all = accounts.flatMap((account) => inRegions(account, profile)).map(watch);
  return { all, for: (where) => pick(all, where) };
}

/** The credentials of a role are the same in all regions. */
function inRegions(account: AccountSettings, profile: string | undefined): readonly Account[] {
  const { name, id, role, externalId, regions } = account;
  const own = profile === undefined ? {} : { profile };
  const credentials =
    role === undefined
      ? own
      : { credentials: assumeRole({ name, role, externalId, region: regions[0] ?? "", ...own }) };
  return regions.map((region) =>
    openAccount({ name, region, ...(id === undefined ? {} : { id }), ...credentials }),
  );
}

/** What people type decides nothing about where credentials are used. */
function pick(all: readonly Account[], { region, account, arn }: Whereabouts): Account {
  const here = all.filter((one) => one.region === region);
  const wanted = account ?? arn?.split(":")[4] ?? "";
  // An account whose number the settings do not give may be any.
  const fit = here.filter(({ id }) => wanted === "" || id === undefined || id === wanted);
  const [first, ...others] = fit.filter(({ id }) => id === wanted).concat(fit);
  if (first === undefined) return refusing(wanted, region, elsewhere(all, here, region, wanted));
  if (first.id === wanted || others.every((other) => other === first)) return first;
  return refusing(wanted, region, oneOfSeveral(fit));
}

const refusing = (id: string, region: string, says: string): Account => ({
  ...{ name: id === "" ? "unknown" : id, region },
  ask: () => Promise.reject(new AwsProblem("refused", says)),
});

function elsewhere(
  all: readonly Account[],
  here: readonly Account[],
  region: string,
  wanted: string,
): string {
  if (here.length === 0) {
    const known = [...new Set(all.map((one) => one.region))].join(", ");
    return `Handrail does not ask AWS in ${region}: its settings name ${known}. Start again with something that lives there, or have ${region} added to HANDRAIL_REGIONS, or to the account's regions in handrail.yaml.`;
  }
  const known = here.map(({ name, id }) => `${name} (${id})`).join(", ");
  return `Handrail does not ask AWS in account ${wanted}: in ${region} its settings name ${known}. Start again with something that lives there, or have ${wanted} added to the accounts in handrail.yaml.`;
}

const oneOfSeveral = (fit: readonly Account[]): string =>
  `Handrail cannot tell in which account this lives: it may be ${fit.map(({ name }) => name).join(" or ")}. Start again and name it by its ARN.`;
