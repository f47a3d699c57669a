import { type Account, openAccount } from "./account.ts";
import { AwsProblem } from "./problems.ts";

/** Every account and region that is configured, and the one that a load balancer lives in. */
export interface Accounts {
  readonly all: readonly Account[];
  /** One that refuses every question where the region is not among the settings', as an ARN may name one. */
  readonly for: (where: { readonly region: string; readonly account?: string }) => Account;
}

/**
 * Opens one account, that of the default credential chain or of a profile, in each region. Nothing is asked yet; `watch` sees
 * all that is.
 */
export function openAccounts(
  options: Settings,
  watch: (account: Account) => Account = (account) => account,
): Accounts {
  const open = (region: string) =>
    watch(
      openAccount({
        name: options.profile ?? "default",
        region,
        ...(options.profile === undefined ? {} : { profile: options.profile }),
      }),
    );
  const opened = new Map(options.regions.map((region) => [region, open(region)]));
  return {
    all: [...opened.values()],
    for: ({ region }) => opened.get(region) ?? elsewhere(region, options),
  };
}

/** What people type decides nothing about where credentials are used. */
function elsewhere(region: string, { regions, profile }: Settings): Account {
  const known = regions.join(", ");
  const says = `Handrail does not ask AWS in ${region}: its settings name ${known}. Start again with a load balancer there, or have ${region} added to HANDRAIL_REGIONS.`;
  const ask = () => Promise.reject(new AwsProblem("refused", says));
  return { name: profile ?? "default", region, ask };
}

interface Settings {
  readonly regions: readonly string[];
  readonly profile?: string | undefined;
}
