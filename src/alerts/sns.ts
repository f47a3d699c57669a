import { alarmIn, alarmWithin } from "./cloudwatch-alarm.ts";
import { alertOf } from "./compose.ts";
import { parsed, recordIn, textIn, timeIn } from "./json.ts";
import type { Source } from "./source.ts";

/**
 * What a topic delivers: an alarm of CloudWatch, or whatever else was published.
 * https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 */
export const sns: Source = {
  name: "SNS",
  message: ({ lines }) => alarmWithin(lines.join("\n")),
  payload: (json) => {
    const { Type, Message, TopicArn, MessageId, Subject, Timestamp } = recordIn(json);
    const said = textIn(Message, 262_144);
    if (Type !== "Notification" || said === undefined) return alarms(json);
    const topic = textIn(TopicArn) ?? "";
    const [, , , region, account] = topic.split(":");
    const at = timeIn(Timestamp);
    const plain = () =>
      alertOf({
        source: "SNS",
        title: textIn(Subject) ?? said.slice(0, 200),
        state: "firing",
        text: said,
        ...(region ? { region } : {}),
        ...(account ? { account } : {}),
        ...(at === undefined ? {} : { at }),
        key: `${topic} ${textIn(Subject) ?? textIn(MessageId) ?? ""}`,
      });
    return [alarmIn(parsed(said)) ?? plain()];
  },
};

/** With raw delivery the alarm comes without an envelope. */
function alarms(json: unknown) {
  const alarm = alarmIn(json);
  return alarm === undefined ? undefined : [alarm];
}
