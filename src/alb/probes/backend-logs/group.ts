import type { Account } from "../../../aws/account.ts";
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
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const input = { limit: 50, ...(nextToken === undefined ? {} : { nextToken }) };
    const answer = await account.ask("logs:DescribeLogGroups", input, signal);
    known.push(...(answer.logGroups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []));
    nextToken = answer.nextToken;
    if (nextToken === undefined) break;
  }
  const named = known.map((name) => ({ name, arn: "", dnsName: "" }));
  const last = wanted.split("/").at(-1) ?? "";
  const found = [...similarTo(wanted, named), ...similarTo(last, named)].map(({ name }) => name);
  return { similar: [...new Set(found)].slice(0, 5), isWhole: nextToken === undefined };
}
