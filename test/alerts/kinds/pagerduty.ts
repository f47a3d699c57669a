/*
 * PagerDuty. The webhook is that of https://developer.pagerduty.com/docs/webhooks-overview (V3, incident.triggered), the message what
 * https://support.pagerduty.com/main/docs/slack-integration-guide shows.
 */
import { arn, dimension, type Kind } from "./kind.ts";

const title = `ALB 5xx on shop-web: ${dimension} in eu-central-1, account 123456789012`;

export const pagerduty: Kind = {
  name: "PagerDuty",
  message: {
    bot_profile: { name: "PagerDuty" },
    text: `Triggered <https://shop.pagerduty.com/incidents/PGR0VU2|#1034>: ${title}`,
    blocks: [
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: `:large_red_circle: *<https://shop.pagerduty.com/incidents/PGR0VU2|#1034: ${title}>*`,
        },
      },
      {
        type: "section",
        fields: [
          { type: "mrkdwn", text: "*Status:* Triggered" },
          { type: "mrkdwn", text: "*Service:* <https://shop.pagerduty.com/services/PF9KMXH|Shop>" },
          { type: "mrkdwn", text: "*Urgency:* High" },
        ],
      },
    ],
  },
  payload: {
    event: {
      id: "01CH754SM17TWPE2V2H4VPBRZM",
      event_type: "incident.triggered",
      resource_type: "incident",
      occurred_at: "2026-11-24T14:56:20.000Z",
      agent: null,
      client: { name: "Monitoring service" },
      data: {
        id: "PGR0VU2",
        type: "incident",
        self: "https://api.pagerduty.com/incidents/PGR0VU2",
        html_url: "https://shop.pagerduty.com/incidents/PGR0VU2",
        number: 1034,
        status: "triggered",
        incident_key: "d3640fbd41094207a1c11e58e46b1662",
        created_at: "2026-11-24T14:56:20Z",
        title,
        service: { id: "PF9KMXH", type: "service_reference", summary: "Shop" },
        urgency: "high",
      },
    },
  },
  source: "PagerDuty",
  typed: arn,
};
