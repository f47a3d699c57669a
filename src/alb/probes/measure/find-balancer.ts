import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import type { Account } from "../../../aws/account.ts";
import type { Lookup } from "../../../probes/system-names.ts";
import { readBalancers, readListeners } from "../../balancer.ts";
import { isBalancerName } from "../../measuring/address.ts";

/** The names that a name is an alias for, by the system's DNS servers, asked for CNAME records; none where there is no answer within a second. */
export const systemAliases: Lookup = (name) =>
  new Resolver({ timeout: 1_000, tries: 1 }).resolveCname(name).catch(() => []);

/** The load balancer's name that this host is, or is an alias for; undefined where it is none. At most four aliases deep. */
export async function balancerNamed(host: string, aliases: Lookup): Promise<string | undefined> {
  let names: readonly string[] = isIP(host) === 0 ? [host] : [];
  for (let depth = 0; depth < 5 && names.length > 0; depth += 1) {
    const found = names.find(isBalancerName);
    if (found !== undefined) return found;
    names = (await Promise.all(names.map(aliases))).flat();
  }
  return undefined;
}

/**
 * The load balancer of the account that listens at this address and port; undefined where none does. Only the first hundred are
 * looked up. Rejects with AwsProblem.
 */
export async function balancerAt(
  account: Account,
  { address, port }: { readonly address: string; readonly port: number },
  lookup: Lookup,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { balancers, others } = await readBalancers(account, signal);
  const all = [...balancers, ...others].slice(0, mostBalancers);
  const found = await Promise.all(
    all.map(async (one) => {
      const addresses = await lookup(one.dnsName).catch((): readonly string[] => []);
      return addresses.includes(address) ? [one] : [];
    }),
  );
  for (const { arn, name } of found.flat()) {
    const listeners = await readListeners(account, arn, signal);
    if (listeners.some((listener) => listener.port === port)) return name;
  }
  return undefined;
}

const mostBalancers = 100;
