/*
 * incident.io: the webhook public_alert.alert_created_v1 of https://docs.incident.io/integrations/webhooks, and a message as
 * https://docs.incident.io/alerts/introduction shows it.
 */
import { arn, dimension, type Kind } from "./kind.ts";

const description = `LoadBalancer: ${dimension}\nRegion: eu-central-1\nAccount: 123456789012`;

export const incidentIo: Kind = {
  name: "incident.io",
  message: {
    bot_profile: { name: "incident.io" },
    text: "A new alert is firing: shop-web answers with 502",
    blocks: [
      { type: "header", text: { type: "plain_text", text: "shop-web answers with 502" } },
      {
        type: "rich_text",
        elements: description.split("\n").map((line) => ({
          type: "rich_text_section",
          elements: [{ type: "text", text: line }],
        })),
      },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            text: { type: "plain_text", text: "View alert" },
            url: "https://app.incident.io/shop/alerts/01GW2G3V0S59R238FAHPDS1R66/details",
          },
        ],
      },
    ],
  },
  payload: {
    event_type: "public_alert.alert_created_v1",
    "public_alert.alert_created_v1": {
      alert_source_id: "01GW2G3V0S59R238FAHPDS1R67",
      created_at: "2026-11-24T14:56:12.000Z",
      deduplication_key: "shop-web-elb-5xx",
      description,
      id: "01GW2G3V0S59R238FAHPDS1R66",
      metadata: { severity: "critical" },
      source_url: "https://eu-central-1.console.aws.amazon.com/cloudwatch/home",
      status: "firing",
      title: "shop-web answers with 502",
      updated_at: "2026-11-24T14:56:12.000Z",
    },
  },
  source: "incident.io",
  typed: arn,
};
