import type { Answers } from "#language";
import { type Account, sourceOf } from "../../aws/account.ts";
import type { Accounts } from "../../aws/accounts.ts";
import type { InputOf } from "../../aws/allow-list.ts";
import { everyPage } from "../../aws/pages.ts";
import { fillFacts } from "../../language/texts/fill.ts";
import { genericLook, recordingAccount } from "../generic-look.ts";
import { type Alarm, alarmLines, alarmsOf, summaryOf } from "./alarms.ts";
import { type CloudWatchAlarm, cloudWatchAlarm } from "./kind.ts";

/** Reads the state of the alarms of a step. */
export const lookAtAlarms = (accounts: Accounts) =>
  genericLook(cloudWatchAlarm, async (given) => {
    const question = questionOf(given.stated, given.answers);
    const { account } = recordingAccount(given, accounts);
    const alarms = await readAlarms(account, question, given.signal);
    const [first, ...others] = alarms;
    if (first === undefined) return noneOf(question, sourceOf(account));
    return {
      about: others.length === 0 ? `The alarm ${first.name}` : severalOf(alarms, question),
      values: summaryOf(alarms, given.now()),
      source: `CloudWatch, ${sourceOf(account)}`,
      details: alarmLines(alarms),
    };
  });

type Question = InputOf<"cloudwatch:DescribeAlarms">;

/** Without its types composite alarms are left out. */
const questionOf = ({ alarm, prefix }: CloudWatchAlarm, facts: Answers): Question => ({
  ...(alarm === undefined ? {} : { AlarmNames: [fillFacts(alarm, facts)] }),
  ...(prefix === undefined ? {} : { AlarmNamePrefix: fillFacts(prefix, facts) }),
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
