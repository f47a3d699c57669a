/*
 * AWS's chat integration. What its messages show is told at
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/related-services.html (CloudWatch alarms: name, state, region, account, reason,
 * description); how Slack delivers them is documented nowhere, so that this shape stands in docs/unverified.md. They name no dimension:
 * the description holds the line that `handrail flows link` prints.
 */
import type { Kind } from "./kind.ts";

export const amazonQ: Kind = {
  name: "CloudWatch through Amazon Q Developer in chat applications",
  message: {
    bot_profile: { name: "Amazon Q Developer" },
    text: "",
    attachments: [
      {
        color: "d13212",
        fallback: "CloudWatch Alarm | shop-web-elb-5xx | eu-central-1 | Account: 123456789012",
        title:
          ":rotating_light: CloudWatch Alarm | shop-web-elb-5xx | eu-central-1 | Account: 123456789012",
        title_link:
          "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/shop-web-elb-5xx",
        text: "Threshold Crossed: 1 out of the last 1 datapoints [14.0 (24/11/26 14:55:00)] was greater than the threshold (5.0) (minimum 1 datapoint for OK -&gt; ALARM transition).",
        fields: [
          {
            title: "Alarm description",
            value: "The shop answers with 5xx. Runbook: /runbook alb-502-keepalive shop-web",
            short: false,
          },
        ],
      },
    ],
  },
  source: "CloudWatch",
  typed: "shop-web",
};
