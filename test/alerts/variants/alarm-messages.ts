import { alarm } from "../kinds/cloudwatch.ts";
import { dimension } from "../kinds/kind.ts";
import { type Expected, in2, one } from "./expected.ts";
import { attached, fields, section } from "./parts.ts";

const q = (sign: string, title: string, more: Record<string, string> = {}) =>
  attached("Amazon Q", {
    color: "#FF0000",
    fallback: "CloudWatch Alarm | shop-web-elb-5xx",
    blocks: [
      section(`*<https://console.aws.amazon.com/cloudwatch/home|${sign} ${title}>*`),
      section("Threshold Crossed: 1 datapoint [14.0] was greater than the threshold (5.0)."),
      fields(more),
      { type: "actions", elements: [{ type: "button", text: { text: "List dashboards" } }] },
    ],
  });
const alarmTitle = "CloudWatch Alarm | shop-web-elb-5xx | eu-central-1 | Account: 123456789012";
const json = JSON.stringify(alarm);
export const alarmMessages: readonly (readonly [string, object, Expected])[] = [
  // Amazon Q Developer in chat applications
  ["Amazon Q in blocks", q(":rotating_light:", alarmTitle, { LoadBalancer: dimension }), one],
  [
    "Amazon Q, over",
    q(":white_check_mark:", alarmTitle, { "Alarm State": "OK", LoadBalancer: dimension }),
    { ...one, state: "resolved" },
  ],
  [
    "Amazon Q without data",
    q(":warning:", alarmTitle, { "Alarm State": "INSUFFICIENT_DATA" }),
    { ...one, typed: undefined, state: "unknown" },
  ],
  [
    "Amazon Q of GovCloud, a bar in the name",
    q(":rotating_light:", "CloudWatch Alarm | shop | 5xx | us-gov-west-1 | Account: 123456789012", {
      LoadBalancer: dimension,
    }),
    in2("aws-us-gov", "us-gov-west-1", { title: "shop | 5xx" }),
  ],
  [
    "Amazon Q, cut off",
    q(":rotating_light:", "CloudWatch Alarm | shop-web-elb-5"),
    { state: "firing", region: undefined, account: undefined, typed: undefined },
  ],
  // CloudWatch through SNS, as functions post it
  [
    "an alarm's JSON, cut off",
    { username: "alarms", text: `\`\`\`${json.slice(0, json.indexOf('"Period"'))}` },
    one,
  ],
  [
    "an alarm's JSON in a preformatted rich text",
    {
      username: "alarms",
      text: "",
      blocks: [
        {
          type: "rich_text",
          elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: json }] }],
        },
      ],
    },
    one,
  ],
  [
    "an alarm as the usual Terraform module lists it",
    {
      username: "reporter",
      text: "AWS CloudWatch notification - shop-web-elb-5xx",
      attachments: [
        {
          color: "danger",
          fallback: "Alarm shop-web-elb-5xx triggered",
          fields: [
            { title: "Alarm Name", value: "`shop-web-elb-5xx`", short: true },
            { title: "Alarm reason", value: "`Threshold Crossed OK -&gt; ALARM`", short: false },
            { title: "Current State", value: "`ALARM`", short: true },
            {
              title: "Link to Alarm",
              value:
                "https://console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarm:alarmFilter=ANY;name=shop-web-elb-5xx",
            },
          ],
        },
      ],
    },
    { source: "CloudWatch", state: "firing", region: "eu-central-1", account: undefined },
  ],
  [
    "an alarm in blocks with the long name of its region",
    {
      username: "alarms",
      blocks: [
        { type: "header", text: { type: "plain_text", text: ":rotating_light: Alarm" } },
        fields({
          "Alarm Name": "shop-web-elb-5xx",
          "Alarm State": "OK",
          Region: "US East (N. Virginia)",
          "AWS Account ID": "1234-5678-9012",
        }),
      ],
    },
    { source: "CloudWatch", state: "resolved", region: "us-east-1", account: "123456789012" },
  ],
];
