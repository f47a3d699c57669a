/*
 * Datadog: the webhook's payload is written by the team, here as docs/alerts.md gives it, with the variables of
 * https://docs.datadoghq.com/integrations/webhooks/; the message is what https://docs.datadoghq.com/integrations/slack/ shows, with the
 * metrics and tags of https://docs.datadoghq.com/integrations/amazon_elb/
 */
import { arn, dimension, type Kind } from "./kind.ts";

const query = `sum(last_5m):sum:aws.applicationelb.httpcode_elb_5xx{loadbalancer:${dimension},region:eu-central-1,aws_account:123456789012} > 5`;
const tags = `aws_account:123456789012,loadbalancer:${dimension},monitor,region:eu-central-1`;

export const datadog: Kind = {
  name: "Datadog",
  message: {
    bot_profile: { name: "Datadog" },
    text: "",
    attachments: [
      {
        color: "danger",
        fallback: "Triggered: [P2] ELB 5xx on shop-web",
        title: "Triggered: [P2] ELB 5xx on shop-web",
        title_link: "https://app.datadoghq.eu/monitors/4512345?group=total&from_ts=1795531560000",
        text: `The load balancer answers with errors of its own.\n\n${query}\n\nMetric value: 14.0`,
        fields: [{ title: "Tags", value: tags.replaceAll(",", ", "), short: false }],
      },
    ],
  },
  payload: {
    alert_id: "4512345",
    alert_cycle_key: "5f1b0c3e7a9d4826",
    alert_title: "[P2] ELB 5xx on shop-web",
    alert_transition: "Triggered",
    alert_metric: "aws.applicationelb.httpcode_elb_5xx",
    alert_query: query,
    alert_scope: `loadbalancer:${dimension},region:eu-central-1`,
    tags,
    text_only_msg: "The load balancer answers with errors of its own.",
    link: "https://app.datadoghq.eu/event/event?id=1234567",
    date: "1795531572000",
  },
  source: "Datadog",
  typed: arn,
};
