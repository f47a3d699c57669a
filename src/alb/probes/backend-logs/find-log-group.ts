import type { Account } from "../../../aws/account.ts";
import { groupName, type LogGroup, readGroup } from "../../../aws/logs/group.ts";
import { pagesOf } from "../../../aws/pages.ts";
import { similarNames } from "../name-match.ts";

/** The log group that was meant, or names that look like it. */
export interface LogGroupMatch {
  readonly group: LogGroup | null;
  readonly similar: readonly string[];
  /** Whether every log group was looked at for similar ones. */
  readonly isWhole: boolean;
}

/** Looks a log group up by its exact name or ARN; where there is none, for names that are similar. Rejects with AwsProblem. */
export async function findLogGroup(
  account: Account,
  typed: string,
  signal: AbortSignal,
): Promise<LogGroupMatch> {
  const name = groupName(typed);
  const group = await readGroup(account, name, signal);
  if (group !== null) return { group, similar: [], isWhole: true };
  return { group: null, ...(await similar(account, name, signal)) };
}

/** Says that it is not there, and what may be meant. */
export function logGroupNotFound(
  typed: string,
  { similar: names, isWhole }: Pick<LogGroupMatch, "similar" | "isWhole">,
  { name, region }: Pick<Account, "name" | "region">,
): string {
  const where = `There is no log group “${groupName(typed)}” in ${name}, ${region}.`;
  const meant =
    names.length > 0
      ? ` Similar: ${names.join(", ")}.`
      : isWhole
        ? " No other one has a similar name."
        : ` None of the first ${mostPages * 50} has a similar name.`;
  return `${where}${meant} Press “Change the answers” (⋯) and name it exactly.`;
}

/** 500 log groups are enough to guess a name from. */
const mostPages = 10;

async function similar(account: Account, wanted: string, signal: AbortSignal) {
  const known: string[] = [];
  let pages = 0;
  let isWhole = true;
  for await (const page of pagesOf(account, "logs:DescribeLogGroups", { limit: 50 }, signal)) {
    const { logGroups = [] } = page.answer;
    known.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
    pages += 1;
    isWhole = !page.hasMore;
    if (pages === mostPages) break;
  }
  const named = known.map((name) => ({ name, arn: "", dnsName: "" }));
  const last = wanted.split("/").at(-1) ?? "";
  const found = [...similarNames(wanted, named), ...similarNames(last, named)].map(
    ({ name }) => name,
  );
  return { similar: [...new Set(found)].slice(0, 5), isWhole };
}
