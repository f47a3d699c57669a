import type { Account } from "../../../aws/account.ts";
import { pagesOf } from "../../../aws/pages.ts";
import { similarTo } from "../name-match.ts";

/** A log group as far as it matters here. */
export interface LogGroup {
  readonly name: string;
  /** Milliseconds since the epoch; null where AWS does not say. */
  readonly createdAt: number | null;
  /** Days; null where lines are kept for ever. */
  readonly retentionDays: number | null;
  readonly storedBytes: number | null;
}

/** The log group that was meant, or names that look like it. */
export interface Found {
  readonly group: LogGroup | null;
  readonly similar: readonly string[];
  /** Whether every log group was looked at for similar ones. */
  readonly isWhole: boolean;
}

/** Looks a log group up by its exact name or ARN; where there is none, for names that are similar. Rejects with AwsProblem. */
export async function findGroup(account: Account, typed: string, signal: AbortSignal) {
  const name = tidy(typed);
  const input = { logGroupNamePrefix: name, limit: 50 };
  const { logGroups = [] } = await account.ask("logs:DescribeLogGroups", input, signal);
  const exact = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (exact === undefined) return { group: null, ...(await similar(account, name, signal)) };
  const { creationTime, retentionInDays, storedBytes } = exact;
  const group: LogGroup = {
    name,
    createdAt: creationTime ?? null,
    retentionDays: retentionInDays ?? null,
    storedBytes: storedBytes ?? null,
  };
  return { group, similar: [], isWhole: true };
}

/** Says that it is not there, and what may be meant. */
export function notFound(
  typed: string,
  { similar: names, isWhole }: Pick<Found, "similar" | "isWhole">,
  { name, region }: Pick<Account, "name" | "region">,
): string {
  const where = `There is no log group “${tidy(typed)}” in ${name}, ${region}.`;
  const meant =
    names.length > 0
      ? ` Similar: ${names.join(", ")}.`
      : isWhole
        ? " No other one has a similar name."
        : ` None of the first ${mostPages * 50} has a similar name.`;
  return `${where}${meant} Press “Update the answers” and name it exactly.`;
}

/** As people copy it: quotes, spaces, or the ARN "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop-web:*". */
const tidy = (typed: string) =>
  typed
    .trim()
    .replace(/^[“”"'`]+|(?<![“”"'`])[“”"'`]+$/g, "")
    .replace(/^arn:aws[\w-]*:logs:[\w-]+:\d+:log-group:/, "")
    .replace(/:\*$/, "");

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
  const found = [...similarTo(wanted, named), ...similarTo(last, named)].map(({ name }) => name);
  return { similar: [...new Set(found)].slice(0, 5), isWhole };
}
