/*
 * Grafana: the default message and title of
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/template-notifications/reference/ and the webhook of
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
import { arn, dimension, type Kind } from "./kind.ts";

const labels = {
  alertname: "Shop 502",
  LoadBalancer: dimension,
  account: "123456789012",
  grafana_folder: "Shop",
  region: "eu-central-1",
};
const listed = Object.entries(labels).map(([name, value]) => ` - ${name} = ${value}`);
const text = `**Firing**

Value: A=14, C=1
Labels:
${listed.join("\n")}
Annotations:
 - summary = The load balancer answers with 502
Source: https://grafana.example/alerting/grafana/fe1/view?orgId=1
Silence: https://grafana.example/alerting/silence/new?alertmanager=grafana
`;

export const grafana: Kind = {
  name: "Grafana",
  message: {
    username: "Grafana",
    text: "",
    attachments: [
      {
        color: "#D63232",
        title: "[FIRING:1] Shop 502 Shop (123456789012 eu-central-1)",
        title_link: "https://grafana.example/alerting/list",
        text,
        fallback: "[FIRING:1] Shop 502 Shop (123456789012 eu-central-1)",
        footer: "Grafana v12.4.0",
        ts: 1795532160,
      },
    ],
  },
  payload: {
    receiver: "handrail",
    status: "firing",
    orgId: 1,
    alerts: [
      {
        status: "firing",
        labels,
        annotations: { summary: "The load balancer answers with 502" },
        startsAt: "2026-11-24T14:56:00Z",
        endsAt: "0001-01-01T00:00:00Z",
        values: { A: 14, C: 1 },
        generatorURL: "https://grafana.example/alerting/grafana/fe1/view?orgId=1",
        fingerprint: "c6eadffa33fcdf37",
        silenceURL: "https://grafana.example/alerting/silence/new",
        dashboardURL: "",
        panelURL: "",
      },
    ],
    groupLabels: { alertname: "Shop 502" },
    commonLabels: labels,
    commonAnnotations: {},
    externalURL: "https://grafana.example/",
    version: "1",
    groupKey: '{}:{alertname="Shop 502"}',
    truncatedAlerts: 0,
    title: "[FIRING:1] Shop 502 Shop (123456789012 eu-central-1)",
    state: "alerting",
    message: text,
  },
  source: "Grafana",
  typed: arn,
};
