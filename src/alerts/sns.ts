import type { Alert } from "#language";
import { parseJson } from "../parse-json.ts";
import { alarmIn, alarmTold, alarmWithin } from "./cloudwatch-alarm.ts";
import { alertOf } from "./compose.ts";
import { recordIn, textIn, timeIn } from "./json.ts";
import { linesIn } from "./name-value-pairs.ts";
import { type AlertSource, stateAhead } from "./source.ts";

/**
 * What a topic delivers: an alarm of CloudWatch, or whatever else was published.
 * https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html
 */
export const sns: AlertSource = {
  name: "SNS",
  message: (told) => alarmWithin(told.lines.join("\n")) ?? alarmTold(told),
  payload: (json) => {
    const { Type, Message, TopicArn, MessageId, Subject, Timestamp } = recordIn(json);
    const said = textIn(Message, 262_144);
    if (Type !== "Notification" || said === undefined) return alarms(json);
    const topic = textIn(TopicArn) ?? "";
    const subject = textIn(Subject);
    const at = timeIn(Timestamp);
    const plain = (): Alert => {
      const state = stateAhead([subject ?? "", ...said.slice(0, 2_000).split("\n", 20)]);
      return alertOf({
        source: "SNS",
        title: subject ?? said.slice(0, 200),
        state: state === "resolved" ? "resolved" : "firing",
        labels: linesIn(said),
        text: said,
        ...(at === undefined ? {} : { at }),
        key: `${topic} ${subject?.replace(/^\[[^\]]*\]\s*/, "") ?? textIn(MessageId) ?? ""}`,
      });
    };
    // An alarm speaks to topics of its own region alone.
    const [, , , region = ""] = topic.split(":");
    return [alarmIn(parseJson(said), region) ?? plain()];
  },
};

/** With raw delivery the alarm comes without an envelope. */
function alarms(json: unknown) {
  const alarm = alarmIn(json);
  return alarm === undefined ? undefined : [alarm];
}
