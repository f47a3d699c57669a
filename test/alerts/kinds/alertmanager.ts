/*
 * Alertmanager: https://prometheus.io/docs/alerting/latest/configuration/#slack_config (the default title) with the text of
 * https://prometheus.io/docs/alerting/latest/notification_examples/, and #webhook_config (version 4). The labels are those of the
 * CloudWatch exporter yet-another-cloudwatch-exporter.
 */
import { arn, dimension, type Kind } from "./kind.ts";

const labels = {
  alertname: "AlbElb502",
  account_id: "123456789012",
  dimension_LoadBalancer: dimension,
  region: "eu-central-1",
  severity: "critical",
};
const annotations = { summary: "shop-web answers with 502" };

export const alertmanager: Kind = {
  name: "Alertmanager",
  message: {
    username: "Alertmanager",
    text: "",
    attachments: [
      {
        color: "danger",
        fallback:
          "[FIRING:1] AlbElb502 (123456789012 eu-central-1 critical) | http://alertmanager.example:9093/#/alerts?receiver=slack",
        title: "[FIRING:1] AlbElb502 (123456789012 eu-central-1 critical)",
        title_link: "http://alertmanager.example:9093/#/alerts?receiver=slack",
        text: `*Alert:* ${annotations.summary}\n*Details:*\n${Object.entries(labels)
          .map(([name, value]) => ` • *${name}:* \`${value}\``)
          .join("\n")}`,
        mrkdwn_in: ["fallback", "pretext", "text"],
      },
    ],
  },
  payload: {
    version: "4",
    groupKey: '{}:{alertname="AlbElb502"}',
    truncatedAlerts: 0,
    status: "firing",
    receiver: "handrail",
    groupLabels: { alertname: "AlbElb502" },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: "http://alertmanager.example:9093",
    alerts: [
      {
        status: "firing",
        labels,
        annotations,
        startsAt: "2026-11-24T14:56:00.000Z",
        endsAt: "0001-01-01T00:00:00Z",
        generatorURL: "http://prometheus.example:9090/graph?g0.expr=up",
        fingerprint: "9ab1e2c3d4f50617",
      },
    ],
  },
  source: "Alertmanager",
  typed: arn,
};
