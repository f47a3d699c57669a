import type { Problem } from "#language";
import { partitionOf } from "../../aws/regions.ts";
import type { WrittenAccount } from "./shape.ts";

/** What of the accounts does not fit together, each with where it stands. */
export const accountProblems = (accounts: readonly WrittenAccount[]): readonly Problem[] =>
  accounts.flatMap((account, at) =>
    [...inItself(account), ...besideOthers(account, accounts.slice(0, at))].map(
      ({ where, says }) => ({ where: `accounts.${at}.${where}`, says }),
    ),
  );

function* inItself(account: WrittenAccount) {
  const { id, role, externalId, partition, regions = [] } = account;
  const [, ofRole, , , inRole] = role?.split(":") ?? [];
  if (id !== undefined && inRole !== undefined && id !== inRole)
    yield {
      where: "id",
      says: `It is ${id}, and the role is of account ${inRole}. Leave id out, or name a role of that account.`,
    };
  if (externalId !== undefined && role === undefined)
    yield { where: "externalId", says: "It goes with a role: name the role, or leave this out." };
  if (partition !== undefined && ofRole !== undefined && partition !== ofRole)
    yield {
      where: "partition",
      says: `It is ${partition}, and the role is of ${ofRole}. Leave partition out, or name a role of that partition.`,
    };
  yield* inRegions(regions, partition ?? ofRole ?? partitionOf(regions[0] ?? ""));
}

function* inRegions(regions: readonly string[], partition: string) {
  for (const [at, region] of regions.entries()) {
    const where = `regions.${at}`;
    if (partitionOf(region) !== partition)
      yield {
        where,
        says: `${region} is of the partition ${partitionOf(region)}, not of ${partition}, and an account is of one. Name it under an account of its own.`,
      };
    if (regions.indexOf(region) !== at)
      yield { where, says: `${region} stands here twice. Leave one out.` };
  }
}

function* besideOthers(account: WrittenAccount, before: readonly WrittenAccount[]) {
  if (before.some(({ name }) => name === account.name))
    yield {
      where: "name",
      says: `Another account is called ${account.name} as well. Give each a name of its own.`,
    };
  const id = idOf(account);
  if (id !== undefined && before.some((other) => idOf(other) === id))
    yield {
      where: account.id === undefined ? "role" : "id",
      says: `Account ${id} stands here twice. Name all its regions in one place.`,
    };
  if (account.role === undefined && before.some(({ role }) => role === undefined))
    yield {
      where: "name",
      says: "Another account has no role either, and the default chain of credentials leads to one account only. Name the role of one of them.",
    };
}

/** The twelve digits, where the account gives them or its role does. */
export const idOf = ({ id, role }: WrittenAccount): string | undefined => id ?? role?.split(":")[4];
