import { alertmanager } from "../kinds/alertmanager.ts";
import { datadog } from "../kinds/datadog.ts";
import { grafana } from "../kinds/grafana.ts";
import { incidentIo } from "../kinds/incident-io.ts";
import { arn, dimension } from "../kinds/kind.ts";
import { opsgenie } from "../kinds/opsgenie.ts";
import { pagerduty } from "../kinds/pagerduty.ts";
import { type Expected, in2, one, other } from "./expected.ts";

/*
 * What is sent over HTTP besides test/alerts/kinds. PagerDuty V2: https://developer.pagerduty.com/docs/webhooks-v2-overview;
 * incident.io's attributes: https://api-docs.incident.io/tag/Webhooks/
 */
const incident = pagerduty.payload?.event as { data: { title: string } };
const version2 = (event: string) => ({
  messages: [
    {
      id: "bb8b8fe0-e8d5-11e2-9c1e-22000afd16cf",
      event,
      created_on: "2026-11-24T14:56:20Z",
      incident: {
        id: "PGR0VU2",
        incident_number: 1034,
        title: "ALB 5xx on shop-web",
        html_url: "https://shop.pagerduty.com/incidents/PGR0VU2",
        status: event === "incident.resolve" ? "resolved" : "triggered",
        service: { id: "PF9KMXH", name: "Shop" },
        first_trigger_log_entry: {
          channel: {
            type: "api",
            details: {
              LoadBalancer: dimension,
              Region: "EU (Frankfurt)",
              AWSAccountId: "123456789012",
            },
          },
        },
      },
    },
  ],
});
const group = grafana.payload as { alerts: readonly object[] };

/** No alert: nothing is offered for it, and its sender is told that it was taken. */
const news: Expected = { state: "unknown", region: undefined, typed: undefined };

export const payloads: readonly (readonly [string, unknown, readonly Expected[]])[] = [
  ["an incident of PagerDuty V2", version2("incident.trigger"), [{ ...one, service: "Shop" }]],
  ["its end", version2("incident.resolve"), [{ ...one, state: "resolved" }]],
  ["its acknowledgement", version2("incident.acknowledge"), [{ ...one, state: "unknown" }]],
  [
    "the test of a webhook of PagerDuty",
    { event: { ...incident, event_type: "pagey.ping", data: { message: "Hello from Pagey!" } } },
    [news],
  ],
  [
    "a note on an incident of PagerDuty",
    { event: { ...incident, event_type: "incident.annotated", data: { type: "incident_note" } } },
    [news],
  ],
  [
    "a group of Alertmanager in which one is over",
    {
      ...alertmanager.payload,
      commonLabels: { alertname: "AlbElb502", region: "eu-central-1", account_id: "123456789012" },
      alerts: [
        { status: "firing", labels: { LoadBalancer: dimension }, fingerprint: "a" },
        { status: "resolved", labels: { LoadBalancer: other }, fingerprint: "b" },
      ],
    },
    [one, { ...one, state: "resolved", typed: arn.replace(dimension, other) }],
  ],
  [
    "a group of Grafana of two partitions",
    {
      ...group,
      commonLabels: {},
      alerts: ["cn-northwest-1", "us-gov-east-1"].map((region) => ({
        status: "firing",
        labels: { LoadBalancer: dimension, region, account: "123456789012" },
      })),
    },
    [in2("aws-cn", "cn-northwest-1"), in2("aws-us-gov", "us-gov-east-1")],
  ],
  [
    "a rule of a dashboard of Grafana",
    {
      title: "[Alerting] Shop 502 alert",
      ruleId: 1,
      ruleName: "Shop 502 alert",
      ruleUrl: "https://grafana.example/d/1?tab=alert",
      state: "alerting",
      message: "The shop answers with 502",
      orgId: 1,
      evalMatches: [
        {
          value: 14,
          metric: "502",
          tags: { LoadBalancer: dimension, Region: "eu-central-1", account: "123456789012" },
        },
      ],
      tags: {},
    },
    [one],
  ],
  [
    "Datadog's own payload",
    {
      id: "1234567",
      event_type: "query_alert_monitor",
      title: `[Recovered on {loadbalancer:${dimension}}] Connections closed`,
      body: `%%%\n**aws.applicationelb.httpcode_elb_5xx** over **aws_account:123456789012,loadbalancer:${dimension},region:eu-central-1** was **> 5.0** on average during the **last 5m**.\n%%%`,
      date: "1795531572000",
    },
    [{ ...one, state: "resolved", source: "Datadog" }],
  ],
  [
    "Datadog, again, without data",
    { ...datadog.payload, alert_transition: "Re-No Data" },
    [{ ...one, source: "Datadog" }],
  ],
  [
    "an alert of Opsgenie that was deleted, with details",
    {
      ...opsgenie.payload,
      action: "Delete",
      alert: {
        ...(opsgenie.payload?.alert as object),
        tags: ["OverwritesQuietHours"],
        details: { LoadBalancer: arn, Region: "eu-central-1", Account: "123456789012" },
      },
    },
    [{ ...one, state: "resolved" }],
  ],
  [
    "an alert of incident.io that is over, by its attributes",
    {
      event_type: "public_alert.alert_resolved_v1",
      "public_alert.alert_resolved_v1": {
        ...(incidentIo.payload?.["public_alert.alert_created_v1"] as object),
        description: "",
        status: "resolved",
        attributes: [
          { attribute: { name: "Load balancer" }, value: { literal: dimension } },
          { attribute: { name: "Region" }, value: { label: "eu-central-1" } },
          { attribute: { name: "AWS account" }, array_value: [{ literal: "123456789012" }] },
        ],
      },
    },
    [{ ...one, state: "resolved" }],
  ],
  [
    "an incident of incident.io",
    {
      event_type: "public_incident.incident_created_v2",
      "public_incident.incident_created_v2": { id: "1", name: "The shop is slow" },
    },
    [news],
  ],
];
