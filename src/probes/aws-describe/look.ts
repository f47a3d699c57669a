import type { Answers, Json } from "#language";
import { type Account, sourceOf } from "../../aws/account.ts";
import type { Accounts } from "../../aws/accounts.ts";
import { describeResource } from "../../aws/describe/describe.ts";
import { fillFacts, Unfilled } from "../../language/texts/fill.ts";
import { quoteForShell } from "../../language/texts/shell-quote.ts";
import { genericLook, recordingAccount } from "../generic-look.ts";
import type { DataReader } from "../reading/read.ts";
import type { Expressions } from "../reading/read-all.ts";
import { awsDescribe } from "./kind.ts";

/** Asks AWS with the command of a step, and reads its answer. */
export const lookAtAnswer = (accounts: Accounts, read: DataReader) =>
  genericLook(awsDescribe, async (given) => {
    const { stated, signal } = given;
    const input = inputOf(stated.with, given.answers);
    const { account, queries } = recordingAccount(given, accounts, Object.values(input));
    given.asks(() => queries.map((line, at) => withRead(line, at === queries.length - 1, stated)));
    const full = await withQueueUrl(account, input, signal);
    const result = await read(
      await describeResource(account, stated.call, full, signal),
      stated.read,
    );
    if (result.kind === "unread") return result.says;
    const about = `${stated.call} of ${namesIn(input) || "all"}`;
    return { about, values: result.values, source: `AWS, ${sourceOf(account)}` };
  });

/** What a command is given, by name. */
type Input = { readonly [name: string]: Json };

/** The same with the facts in its texts. Throws Unfilled where one is missing, or becomes a path to elsewhere. */
const inputOf = (given: Input, facts: Answers): Input =>
  Object.fromEntries(Object.entries(given).map(([name, part]) => [name, inFull(part, facts)]));

function inFull(part: Json, facts: Answers): Json {
  if (typeof part === "string") {
    const text = fillFacts(part, facts);
    // Some services are asked by paths, in which names stand.
    if (text === "." || text === "..")
      throw new Unfilled(`“${text}” is no name of anything. Correct the answer.`);
    return text;
  }
  if (Array.isArray(part)) return part.map((one: Json) => inFull(one, facts));
  return typeof part === "object" && part !== null ? inputOf(part as Input, facts) : part;
}

/** People know a queue by its name, and SQS by its URL. */
async function withQueueUrl(account: Account, input: Input, signal: AbortSignal): Promise<Input> {
  const { QueueUrl: name } = input;
  if (typeof name !== "string" || name.startsWith("https://")) return input;
  const found = await describeResource(account, "sqs:GetQueueUrl", { QueueName: name }, signal);
  return { ...input, ...(found as Input) };
}

/** "orders, eu-west-1a": what was asked about, as the command was given it. */
const namesIn = (part: Json): string => textsIn(part).join(", ").slice(0, 120);

const textsIn = (part: Json): readonly string[] =>
  typeof part === "string"
    ? [part]
    : typeof part === "object" && part !== null
      ? Object.values(part).flatMap((one: Json) => textsIn(one))
      : [];

/** The line that prints what was read. */
const withRead = (line: string, isLast: boolean, { read }: { read: Expressions }): string =>
  isLast ? `${line} --query ${quoteForShell(queryOf(read))}` : line;

/** "{status: DBClusters[0].Status}", as `aws --query` takes several. */
const queryOf = (read: Expressions): string =>
  `{${Object.entries(read)
    .map(([name, expression]) => `${name}: ${expression}`)
    .join(", ")}}`;
