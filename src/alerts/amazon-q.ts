import type { Alert } from "#language";
import { alertIn } from "./compose.ts";
import { type AlertSource, isBy, linkTo, stateIn } from "./source.ts";

/**
 * AWS's own chat integration, once AWS Chatbot. Its messages name the alarm, the region and the account in their title, and no
 * dimensions: those stand in the alarm's name or description, if at all.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/related-services.html
 */
export const amazonQ: AlertSource = {
  name: "CloudWatch",
  message: (told) => {
    const title = [told.title, ...told.lines].find((line) => /CloudWatch Alarm \|/.test(line));
    if (title === undefined && !isBy(told, /^(?:Amazon Q|AWS Chatbot|aws$)/i)) return undefined;
    const { name, region, account } = namesIn(title ?? "");
    const link = linkTo(told, consoles);
    const { Namespace: namespace, Metric: metric = told.pairs.MetricName } = told.pairs;
    const { "Alarm State": state } = told.pairs;
    return alertIn(told, {
      source: "CloudWatch",
      title: name ?? told.title,
      state: stateOf(title ?? "", state, told.lines.join("\n")),
      ...(region ? { region } : {}),
      ...(account ? { account } : {}),
      ...(namespace ? { namespace } : {}),
      ...(metric ? { metric } : {}),
      ...(link ? { link } : {}),
      ...(name ? { key: keyOf(name, region, account) } : {}),
    });
  },
};

/** ":rotating_light: CloudWatch Alarm | name | eu-west-1 | Account: 123456789012"; a name may hold the bar too, and the end may be cut off. */
function namesIn(title: string): {
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
} {
  const [, ...parts] = title.split("|").map((part) => part.trim());
  const at = parts.findLastIndex((part) => /^[a-z]{2,4}(?:-[a-z]{2,12}){1,3}-\d$/.test(part));
  const [, account] = /^account: ?(\d{12})$/i.exec(parts[at + 1] ?? "") ?? [];
  const name = at > 0 ? parts.slice(0, at).join(" | ") : parts[0];
  return at > 0 ? { name, region: parts[at], account } : { name };
}

/** The alarm's ARN, so that it is the same alarm as through SNS. */
function keyOf(name: string, region = "", id = ""): string {
  if (region === "" || id === "") return [name, region, id].join(" ").trim();
  const cloud = ["cn", "us-gov", "eusc"].find((one) => region.startsWith(`${one}-`));
  const partition = cloud === undefined ? "aws" : `aws-${cloud}`;
  return `arn:${partition}:cloudwatch:${region}:${id}:alarm:${name}`;
}

const consoles =
  /^https:\/\/[^/]*console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu)\//;

/** A field of its own, the sign before the title, or "Threshold Crossed … (minimum 1 datapoint for OK -> ALARM transition)". */
function stateOf(title: string, named: string | undefined, text: string): Alert["state"] {
  const [, to] = /-> (ALARM|OK|INSUFFICIENT_DATA) transition/.exec(text) ?? [];
  if (named !== undefined) return stateIn(named);
  if (/white_check_mark|\u2705/.test(title)) return "resolved";
  return /:warning:|\u26a0/.test(title) ? "unknown" : stateIn(to ?? "ALARM");
}
