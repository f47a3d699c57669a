import type { Account } from "../account.ts";

/** A log group as far as a search of it is concerned. */
export interface LogGroup {
  readonly name: string;
  /** Milliseconds since the epoch; null where AWS does not say. */
  readonly createdAt: number | null;
  /** Days; null where lines are kept for ever. */
  readonly retentionDays: number | null;
  readonly storedBytes: number | null;
}

/** The log group of exactly this name; null where there is none. Rejects with AwsProblem. */
export async function readGroup(
  account: Account,
  name: string,
  signal: AbortSignal,
): Promise<LogGroup | null> {
  const input = { logGroupNamePrefix: name, limit: 50 };
  const { logGroups = [] } = await account.ask("logs:DescribeLogGroups", input, signal);
  const exact = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (exact === undefined) return null;
  const { creationTime, retentionInDays, storedBytes } = exact;
  return {
    name,
    createdAt: creationTime ?? null,
    retentionDays: retentionInDays ?? null,
    storedBytes: storedBytes ?? null,
  };
}

/** As people copy it: quotes, spaces, or the ARN "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop-web:*". */
export const groupName = (typed: string): string =>
  typed
    .trim()
    .replace(/^[“”"'`]+|(?<![“”"'`])[“”"'`]+$/g, "")
    .replace(/^arn:aws[\w-]*:logs:[\w-]+:\d+:log-group:/, "")
    .replace(/:\*$/, "");
