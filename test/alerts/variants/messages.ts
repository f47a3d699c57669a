import { arn, dimension } from "../kinds/kind.ts";
import { type Expected, in2, one, other } from "./expected.ts";
import { attached, section } from "./parts.ts";

const datadogTags = (lb: string, region: string) =>
  `{aws_account:123456789012,loadbalancer:${lb},region:${region}}`;
const labelled = (lb: string, region = "eu-central-1") =>
  ["alertname = Shop 502", `LoadBalancer = ${lb}`, `region = ${region}`, "account = 123456789012"]
    .map((line) => ` - ${line}`)
    .join("\n");

export const messages: readonly (readonly [string, object, Expected])[] = [
  // PagerDuty
  [
    "PagerDuty, resolved, with words of an end and a beginning in its title",
    attached("PagerDuty", {
      blocks: [
        section(
          ":large_green_circle: *Resolved* | *<https://shop.pagerduty.com/incidents/PGR0VU2|#1034> ALARM: backend closed*",
        ),
        section(`${arn}`),
      ],
    }),
    { ...one, source: "PagerDuty", state: "resolved" },
  ],
  [
    "PagerDuty of its first app, firing, whose reason names both states",
    attached("PagerDuty", {
      pretext: "Triggered <https://shop.pagerduty.com/incidents/PGR0VU2|#1034>: connections closed",
      text: `Threshold Crossed (minimum 1 datapoint for ALARM -&gt; OK transition) ${arn}`,
      fields: [{ title: "Service", value: "Shop" }],
    }),
    { ...one, source: "PagerDuty", service: "Shop" },
  ],
  [
    "PagerDuty without anything of AWS",
    attached("PagerDuty", { text: "Acknowledged #1034: The shop is slow" }),
    { source: "PagerDuty", state: "firing", region: undefined, account: undefined },
  ],
  [
    "PagerDuty, resolved by somebody",
    attached("PagerDuty", {
      text: `:white_check_mark: *Incident <https://shop.pagerduty.com/incidents/PGR0VU2|#1034> resolved by Ada* ${arn}`,
    }),
    { ...one, source: "PagerDuty", state: "resolved" },
  ],
  [
    "PagerDuty, reopened",
    attached("PagerDuty", {
      text: `Reopened <https://shop.pagerduty.com/incidents/PGR0VU2|#1034: ${arn}>`,
    }),
    { ...one, source: "PagerDuty" },
  ],
  // Alertmanager
  [
    "Alertmanager, over",
    {
      username: "Alertmanager",
      attachments: [
        {
          title: "[RESOLVED] AlbElb502 (123456789012 eu-central-1 critical)",
          title_link: "http://alertmanager.example:9093/#/alerts?receiver=slack",
          text: ` • *region:* \`eu-central-1\`\n • *account_id:* \`123456789012\`\n • *dimension_LoadBalancer:* \`${dimension}\``,
        },
      ],
    },
    { ...one, source: "Alertmanager", state: "resolved" },
  ],
  [
    "Alertmanager under a name of the team's, of two load balancers in two regions",
    {
      username: "watchdog",
      attachments: [
        {
          title: "[FIRING:2] AlbElb502",
          title_link: "http://alertmanager.example:9093/#/alerts?receiver=slack",
          text: `*LoadBalancer:* \`${dimension}\`\n*region:* \`eu-central-1\`\n*account:* \`123456789012\`\n*LoadBalancer:* \`${other}\`\n*region:* \`us-east-1\`\n*account:* \`123456789012\``,
        },
      ],
    },
    { state: "firing", region: undefined, account: "123456789012", typed: undefined },
  ],
  // Grafana
  [
    "Grafana, one fires and one is over",
    {
      username: "Grafana",
      attachments: [
        {
          title: "[FIRING:1, RESOLVED:1] Shop 502 Shop",
          text: `**Firing**\n\nValue: A=14\nLabels:\n${labelled(dimension)}\n\n**Resolved**\n\nValue: A=0\nLabels:\n${labelled(other, "us-east-1")}`,
          footer: "Grafana v12.4.0",
        },
      ],
    },
    { ...one, source: "Grafana" },
  ],
  [
    "Grafana, two fire",
    {
      username: "Grafana",
      attachments: [
        {
          title: "[FIRING:2] Shop 502 Shop (eu-central-1)",
          text: `**Firing**\n\nLabels:\n${labelled(dimension)}\n\nLabels:\n${labelled(other)}`,
        },
      ],
    },
    { state: "firing", region: "eu-central-1", account: "123456789012", typed: undefined },
  ],
  [
    "Grafana before version 9",
    {
      username: "Grafana",
      attachments: [
        {
          title: "[OK] Shop 502 alert",
          text: `${arn}`,
          footer: "Grafana v8.5.0",
        },
      ],
    },
    { ...one, source: "Grafana", state: "resolved" },
  ],
  // Datadog
  [
    "Datadog with the scope in its title",
    attached("Datadog", {
      title: `[Triggered on ${datadogTags(dimension, "eu-central-1")}] [P2] Connections closed`,
      title_link:
        "https://app.datadoghq.eu/monitors/4512345?group=loadbalancer%3Aapp%2Fshop-web&from_ts=1",
      text: `aws.applicationelb.httpcode_elb_5xx over loadbalancer:${dimension},region:eu-central-1 was > 5.0 on average during the last 5m.`,
    }),
    {
      ...{ ...one, source: "Datadog", metric: "aws.applicationelb.httpcode_elb_5xx" },
      key: "/monitors/4512345 loadbalancer:app/shop-web",
    },
  ],
  [
    "Datadog, recovered, of GovCloud",
    attached("Datadog", {
      title: `Recovered: [P2] ELB 5xx on ${datadogTags(dimension, "us-gov-east-1")}`,
      title_link: "https://app.ddog-gov.com/monitors/1",
    }),
    in2("aws-us-gov", "us-gov-east-1", { state: "resolved" }),
  ],
  [
    "Datadog of all load balancers",
    attached("Datadog", {
      title: "Warn: ELB 5xx",
      text: "sum(last_5m):sum:aws.applicationelb.httpcode_elb_5xx{*} by {loadbalancer} > 5",
    }),
    { source: "Datadog", state: "firing", region: undefined, typed: undefined },
  ],
  // Opsgenie
  [
    "Opsgenie, closed by somebody",
    attached("Opsgenie", {
      text: `ada closed alert <https://shop.app.opsgenie.com/alert/detail/052652ac/details|#1034> "${arn}"`,
    }),
    { ...one, source: "Opsgenie", state: "resolved" },
  ],
  [
    "Opsgenie, new, of closed connections",
    attached("Opsgenie", {
      title: "#1034: backend closed connections, ok?",
      title_link: "https://shop.app.eu.opsgenie.com/alert/detail/052652ac/details",
      fields: [
        {
          title: "Tags",
          value: `LoadBalancer:${dimension}, region:cn-north-1, account:123456789012`,
        },
      ],
    }),
    in2("aws-cn", "cn-north-1", { source: "Opsgenie", state: "firing" }),
  ],
  // incident.io
  [
    "incident.io, resolved",
    {
      bot_profile: { name: "incident.io" },
      text: "Alert resolved: shop-web is firing 502s",
      blocks: [section(`*Load balancer:* ${arn}`)],
    },
    { ...one, source: "incident.io", state: "resolved" },
  ],
  [
    "incident.io with a table",
    {
      bot_profile: { name: "incident" },
      text: "A new alert is firing: connection closed",
      blocks: [
        {
          type: "table",
          rows: [
            ["Region", "eu-central-1"],
            ["Account", "123456789012"],
            ["LoadBalancer", dimension],
          ].map((row) => row.map((text) => ({ type: "raw_text", text }))),
        },
      ],
    },
    { ...one, source: "incident.io" },
  ],
  [
    "an alert that somebody shared",
    {
      user: "U0ADA",
      text: "",
      attachments: [
        {
          is_share: true,
          message_blocks: [{ message: { blocks: [section(`Alarm at ${arn}`)] } }],
        },
      ],
    },
    { ...one, source: undefined, state: "unknown" },
  ],
  [
    "two load balancers in one sentence",
    { text: `either ${arn} or ${arn.replace(dimension, other)}` },
    { state: "unknown", region: "eu-central-1", account: "123456789012", typed: undefined },
  ],
  [
    "two accounts in one sentence",
    { text: `${dimension} in account 123456789012 or account 210987654321, eu-central-1` },
    { state: "unknown", account: undefined, typed: "shop-web" },
  ],
  [
    "a long number that is no account, a zone that is no region",
    {
      text: "app/shop-web/50dc6c495c0c9188: account manager 1234567890123, order 123456789012, us-east-1a",
    },
    { state: "unknown", account: undefined, region: undefined, typed: "shop-web" },
  ],
];
