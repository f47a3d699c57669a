import { describe, expect, it } from "vitest";
import { type Alert, inputsFromAlert } from "#language";
import alb502 from "../../flows/alb-502-keepalive.ts";
import { readAlert, readPayload } from "../../src/alerts/read-alert.ts";
import { withAccount } from "../../src/alerts/regions-and-accounts.ts";
import { shippedPacks } from "../../src/load-catalogue.ts";

const accounts = [
  { name: "shop-prod", id: "123456789012" },
  { name: "shop-test", id: "210987654321" },
  { name: "default" },
];
const named = (alert: Alert | undefined) => alert && withAccount(alert, accounts);
const balancer = "app/orders/50dc6c495c0c9188";

/** The same labels, as a webhook's and as lines and fields of a message. */
const ways = (labels: Readonly<Record<string, string>>) => {
  const entries = Object.entries(labels);
  return [
    readPayload({ groupKey: "x", status: "firing", alerts: [{ status: "firing", labels }] })[0],
    readAlert({ text: entries.map(([name, value]) => `${name}: ${value}`).join("\n") }),
    readAlert({ attachments: [{ fields: entries.map(([title, value]) => ({ title, value })) }] }),
  ].map(named);
};

describe("an alert that calls its account by the name in handrail.yaml", () => {
  it.each([
    ["account", "shop-prod"],
    ["aws_account", "Shop-Prod"],
    ["account_name", "shop-prod"],
    ["AWS Account Alias", " shop-prod "],
    ["cloud.account.name", "SHOP-PROD"],
  ])("is of that account: %s = %s", (name, value) => {
    const labels = { LoadBalancer: balancer, region: "eu-west-1", [name]: value };
    for (const alert of ways(labels)) {
      expect(alert?.account).toBe("123456789012");
      expect(alert && inputsFromAlert(alb502, alert, shippedPacks.fields).loadBalancer).toBe(
        `arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/${balancer}`,
      );
    }
  });

  it("is of the digits that stand there as well, and of none where nobody knows the name", () => {
    for (const alert of ways({ account: "shop-prod (210987654321)" }))
      expect(alert?.account).toBe("210987654321");
    for (const alert of ways({ account_id: "999999999999", account_name: "shop-prod" }))
      expect(alert?.account).toBe("999999999999");
    for (const value of ["elsewhere", "default", "constructor", "shop"])
      for (const alert of ways({ account: value })) expect(alert?.account).toBeUndefined();
  });

  it("is of none where it names two", () => {
    for (const alert of ways({ account: "shop-prod", account_name: "shop-test" }))
      expect(alert?.account).toBeUndefined();
  });
});
