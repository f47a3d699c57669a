import {
  type Answers,
  type Evidence,
  type GenericProbe,
  type ProbeSignature,
  unread,
} from "#language";
import { type Account, recording, sourceOf } from "../../aws/account.ts";
import type { Accounts } from "../../aws/accounts.ts";
import type { InputOf } from "../../aws/allowed.ts";
import { reasonOf } from "../../aws/failure-sentence.ts";
import { everyPage } from "../../aws/pages.ts";
import type { ProbeContext } from "../../engine/ports.ts";
import { filled } from "../../language/texts/fill.ts";
import { accountIn } from "../account-in.ts";
import { judged } from "../judge-finding.ts";
import { type Alarm, alarmsOf, linesOf, summaryOf } from "./alarms.ts";
import { type CloudWatchAlarm, cloudWatchAlarm } from "./kind.ts";

/** Reads the state of the alarms of a step. */
export function lookAtAlarms(accounts: Accounts) {
  return async (
    signature: ProbeSignature,
    probe: GenericProbe,
    context: ProbeContext,
  ): Promise<Evidence> => {
    const stated = cloudWatchAlarm.parse(probe);
    const question = questionOf(stated, context.run.facts);
    const { account, queries } = recording(accountIn(accounts, stated, context.run.facts));
    try {
      const alarms = await readAlarms(account, question, context.signal);
      if (alarms.length === 0)
        return unread(signature, noneOf(question, sourceOf(account)), { queries });
      const [only] = alarms;
      const about =
        alarms.length === 1 && only ? `The alarm ${only.name}` : severalOf(alarms, question);
      const source = `CloudWatch, ${sourceOf(account)}`;
      const seen = { about, values: summaryOf(alarms, context.now()), source, queries };
      return judged(signature, probe, { ...seen, details: linesOf(alarms) }, context);
    } catch (error) {
      return unread(signature, reasonOf(error), { queries });
    }
  };
}

type Question = InputOf<"cloudwatch:DescribeAlarms">;

/** Without its types composite alarms are left out. */
const questionOf = ({ alarm, prefix }: CloudWatchAlarm, facts: Answers): Question => ({
  ...(alarm === undefined ? {} : { AlarmNames: [filled(alarm, facts)] }),
  ...(prefix === undefined ? {} : { AlarmNamePrefix: filled(prefix, facts) }),
  AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
});

async function readAlarms(
  account: Account,
  question: Question,
  signal: AbortSignal,
): Promise<readonly Alarm[]> {
  const pages = await everyPage(account, "cloudwatch:DescribeAlarms", question, signal);
  return pages.flatMap(alarmsOf);
}

const nameOf = ({ AlarmNames, AlarmNamePrefix }: Question): string =>
  AlarmNames?.[0] ?? `${AlarmNamePrefix}…`;

const severalOf = (alarms: readonly Alarm[], question: Question): string =>
  `${alarms.length} alarms named ${nameOf(question)}`;

const noneOf = (question: Question, region: string): string =>
  `There is no alarm named ${nameOf(question)} in ${region}. Check the name, the region and the account.`;
