import {
  type Evidence,
  type GenericProbe,
  type Json,
  type ProbeSignature,
  unread,
} from "#language";
import { type Account, recording, sourceOf } from "../../aws/account.ts";
import type { Accounts } from "../../aws/accounts.ts";
import { describe } from "../../aws/describe/describe.ts";
import { reasonOf } from "../../aws/failure-sentence.ts";
import type { ProbeContext } from "../../engine/ports.ts";
import { shellQuoted } from "../../language/texts/shell-quote.ts";
import { accountIn } from "../account-in.ts";
import { judged } from "../judge-finding.ts";
import type { Expressions, Reader } from "../reading/read.ts";
import { type Input, inputOf } from "./input.ts";
import { awsDescribe } from "./kind.ts";

/** Asks AWS with the command of a step, and reads its answer. */
export function lookAtAnswer(accounts: Accounts, read: Reader) {
  return async (
    signature: ProbeSignature,
    probe: GenericProbe,
    context: ProbeContext,
  ): Promise<Evidence> => {
    const stated = awsDescribe.parse(probe);
    const input = inputOf(stated.with, context.run.facts);
    const { account, queries } = recording(
      accountIn(accounts, stated, context.run.facts, Object.values(input)),
    );
    const lines = () =>
      queries.map((line, at) => withRead(line, at === queries.length - 1, stated));
    try {
      const given = await withQueueUrl(account, input, context.signal);
      const answer = await describe(account, stated.call, given, context.signal);
      const result = await read(answer, stated.read);
      if (result.kind === "unread") return unread(signature, result.says, { queries: lines() });
      const about = `${stated.call} of ${namesIn(input) || "all"}`;
      const source = `AWS, ${sourceOf(account)}`;
      return judged(
        signature,
        probe,
        { about, values: result.values, source, queries: lines() },
        context,
      );
    } catch (error) {
      return unread(signature, reasonOf(error), { queries: lines() });
    }
  };
}

/** People know a queue by its name, and SQS by its URL. */
async function withQueueUrl(account: Account, input: Input, signal: AbortSignal): Promise<Input> {
  const { QueueUrl: name } = input;
  if (typeof name !== "string" || name.startsWith("https://")) return input;
  const found = await describe(account, "sqs:GetQueueUrl", { QueueName: name }, signal);
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
  isLast ? `${line} --query ${shellQuoted(queryOf(read))}` : line;

/** "{status: DBClusters[0].Status}", as `aws --query` takes several. */
const queryOf = (read: Expressions): string =>
  `{${Object.entries(read)
    .map(([name, expression]) => `${name}: ${expression}`)
    .join(", ")}}`;
