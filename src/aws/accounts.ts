import type { LoadBalancerRef } from "#language";
import { type Account, openAccount } from "./account.ts";

/** Every account and region that is configured, and the one that a load balancer lives in. */
export interface Accounts {
  readonly all: readonly Account[];
  /** Opens a region that is not configured when it is asked for, as an ARN may do. */
  readonly for: (where: Pick<LoadBalancerRef, "region" | "account">) => Account;
}

/**
 * Opens one account, that of the default credential chain or of a profile, in each region. Nothing is asked yet; `watch` sees
 * all that is.
 */
export function openAccounts(
  options: { readonly regions: readonly string[]; readonly profile?: string | undefined },
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
    for: ({ region }) => {
      const account = opened.get(region) ?? open(region);
      opened.set(region, account);
      return account;
    },
  };
}
