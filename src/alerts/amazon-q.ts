import { alertIn } from "./compose.ts";
import { isBy, linkTo, type Source, stateIn } from "./source.ts";

/**
 * AWS's own chat integration, once AWS Chatbot. Its messages name the alarm, the region and the account in their title, and no
 * dimensions: those stand in the alarm's name or description, if at all.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/related-services.html
 */
export const amazonQ: Source = {
  name: "CloudWatch",
  message: (told) => {
    const title = [told.title, ...told.lines].find((line) => /CloudWatch Alarm \|/.test(line));
    if (title === undefined && !isBy(told, /^(?:Amazon Q|AWS Chatbot|aws$)/i)) return undefined;
    const [, name, region, account] = (title ?? "").split("|", 4).map((part) => part.trim());
    const [, id] = /(\d{12})/.exec(account ?? "") ?? [];
    const link = linkTo(told, /^https:\/\/[^/]*console\.(?:aws\.amazon\.com|amazonaws\.cn)\//);
    const { Namespace: namespace, Metric: metric = told.pairs.MetricName } = told.pairs;
    return alertIn(told, {
      source: "CloudWatch",
      title: name ?? told.title,
      state: stateOf(told.lines.join("\n"), told.title),
      ...(region ? { region } : {}),
      ...(id ? { account: id } : {}),
      ...(namespace ? { namespace } : {}),
      ...(metric ? { metric } : {}),
      ...(link ? { link } : {}),
      ...(name ? { key: keyOf(name, region, id) } : {}),
    });
  },
};

/** The alarm's ARN, so that it is the same alarm as through SNS. */
function keyOf(name: string, region = "", id = ""): string {
  const partition = region.startsWith("cn-")
    ? "aws-cn"
    : region.startsWith("us-gov-")
      ? "aws-us-gov"
      : "aws";
  return `arn:${partition}:cloudwatch:${region}:${id}:alarm:${name}`;
}

/** "Threshold Crossed … (minimum 1 datapoint for OK -> ALARM transition)", or a field of its own. */
function stateOf(text: string, title: string) {
  const [, to] = /-> (ALARM|OK|INSUFFICIENT_DATA) transition/.exec(text) ?? [];
  const [, named] = /\bstate:? ?(ALARM|OK)\b/i.exec(text) ?? [];
  if (title.includes("white_check_mark")) return "resolved";
  return stateIn(to ?? named ?? "ALARM");
}
