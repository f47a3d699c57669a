/*
 * Opsgenie: the webhook of https://support.atlassian.com/opsgenie/docs/opsgenie-edge-connector-alert-action-data/ (action Create) and the
 * message that https://support.atlassian.com/opsgenie/docs/integrate-opsgenie-with-slack-app/ shows.
 */
import { arn, dimension, type Kind } from "./kind.ts";

const tags = [`LoadBalancer:${dimension}`, "region:eu-central-1", "account:123456789012"];

export const opsgenie: Kind = {
  name: "Opsgenie",
  message: {
    bot_profile: { name: "Opsgenie" },
    text: "",
    attachments: [
      {
        color: "#B71C1C",
        fallback: "New alert: #1034: shop-web: 502 above 5 a minute",
        pretext: "New alert created via CloudWatch",
        title: "#1034: shop-web: 502 above 5 a minute",
        title_link:
          "https://shop.app.opsgenie.com/alert/detail/052652ac-5d1c-464a-812a-7dd18bbfba8c/details",
        fields: [
          { title: "Priority", value: "P2", short: true },
          { title: "Tags", value: tags.join(", "), short: true },
          { title: "Routed Teams", value: "Shop", short: true },
        ],
        footer: "Opsgenie",
      },
    ],
  },
  payload: {
    source: { name: "web", type: "API" },
    alert: {
      tags,
      teams: ["1f281d1e-ed78-4d6d-bd3c-85c0d5f1e1b0"],
      responders: [],
      message: "shop-web: 502 above 5 a minute",
      username: "CloudWatch",
      alertId: "052652ac-5d1c-464a-812a-7dd18bbfba8c",
      source: "CloudWatch",
      alias: "shop-web-elb-5xx",
      tinyId: "1034",
      createdAt: 1795532172000,
      updatedAt: 1795532172000,
      userId: "daed1180-0ce8-438b-8f8e-57e1a5920a2d",
      entity: "",
      priority: "P2",
    },
    action: "Create",
    integrationId: "37c8f316-17c6-49d7-899b-9c7e540c048d",
    integrationName: "Handrail",
  },
  source: "Opsgenie",
  typed: arn,
};
