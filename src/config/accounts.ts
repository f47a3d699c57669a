import type { AccountSettings } from "../aws/accounts.ts";
import { partitionOf, partitions } from "../aws/regions.ts";
import { idOf } from "./settings-file/account-problems.ts";
import type { WrittenAccount } from "./settings-file/shape.ts";

/**
 * The accounts of the file with what they leave to the environment, or the one of the default chain of credentials. `only` narrows
 * all of them to one region, as --region does.
 */
export function accountsOf(
  written: readonly WrittenAccount[] | undefined,
  {
    regions,
    profile,
  }: { readonly regions: readonly string[]; readonly profile?: string | undefined },
  only?: string,
): readonly AccountSettings[] {
  if (written === undefined)
    return [{ name: profile ?? "default", regions, partition: partitionOf(regions[0] ?? "") }];
  const all = written.map((account) => inFull(account, regions));
  if (only === undefined) return all;
  return all
    .filter(({ partition }) => partition === partitionOf(only))
    .map((account) => ({ ...account, regions: [only] }));
}

function inFull(account: WrittenAccount, usual: readonly string[]): AccountSettings {
  const { name, role, externalId, regions = usual } = account;
  const id = idOf(account);
  const ofRole = partitions.find((one) => one === role?.split(":")[1]);
  return {
    name,
    ...(id === undefined ? {} : { id }),
    ...(role === undefined ? {} : { role }),
    ...(externalId === undefined ? {} : { externalId }),
    regions,
    partition: account.partition ?? ofRole ?? partitionOf(regions[0] ?? ""),
  };
}

/** The regions that the accounts name, where none leaves them to HANDRAIL_REGIONS. */
export function regionsIn(written: readonly WrittenAccount[] = []): string | undefined {
  if (written.length === 0 || written.some(({ regions }) => regions === undefined))
    return undefined;
  return [...new Set(written.flatMap(({ regions = [] }) => regions))].join(",");
}

/** The environment's regions that an account of another partition would take, as sentences. */
export const strayRegions = ({ name, partition, regions }: AccountSettings): readonly string[] =>
  regions
    .filter((region) => partitionOf(region) !== partition)
    .map(
      (region) =>
        `Account ${name} is of the partition ${partition}, and HANDRAIL_REGIONS names ${region}, which is not: give the account regions of its own.`,
    );
