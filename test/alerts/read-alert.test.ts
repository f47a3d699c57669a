import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Alert, flowsFor, inputsFromAlert } from "#language";
import alb502 from "../../flows/alb-502-keepalive.ts";
import { readAlert, readPayload } from "../../src/alerts/read-alert.ts";
import { shippedPacks } from "../../src/load-catalogue.ts";
import { effort } from "../effort.ts";
import { alarm, notification } from "./kinds/cloudwatch.ts";
import { kinds } from "./kinds/index.ts";
import { arn } from "./kinds/kind.ts";

const typedOf = (alert: Alert) => inputsFromAlert(alb502, alert, shippedPacks.fields).loadBalancer;
const isFor = (alert: Alert) => flowsFor([alb502], alert).length > 0;
/** What Slack shows of it when its words are all there is. */
const resolvedOf = (json: unknown): unknown =>
  JSON.parse(
    JSON.stringify(json)
      .replaceAll(/FIRING/g, "RESOLVED")
      .replaceAll(/\*\*Firing\*\*/g, "**Resolved**")
      .replaceAll(/\b(?:firing|Triggered|triggered)\b/g, "resolved")
      .replaceAll('"Create"', '"Close"')
      .replaceAll("-&gt; ALARM", "-&gt; OK")
      .replaceAll(/New alert(?: created)?/g, "Closed"),
  );

describe.each(kinds)("an alert of $name", ({ message, source, typed }) => {
  it("is read from its message", () => {
    const alert = readAlert(message);
    expect(alert).toMatchObject({ source, state: "firing", region: "eu-central-1" });
    expect(alert).toMatchObject({ account: "123456789012" });
    expect(alert.title).not.toBe("");
    expect(alert.key).not.toBeUndefined();
    if (typed === arn) expect(typedOf(alert)).toBe(arn);
  });

  it("is the runbook's own", () => {
    expect(isFor(readAlert(message)) || readAlert(message).text.includes("/runbook alb-502")).toBe(
      true,
    );
  });
});

/** Amazon Q speaks in Slack only. */
const overHttp = kinds.filter(({ payload }) => payload !== undefined);
/** What Slack shows of an alarm of CloudWatch has its state in no words of its own; it is tried below. */
const inWords = kinds.filter(({ source }) => source !== "CloudWatch");

it.each(overHttp)(
  "an alert of $name is read from what is sent over HTTP",
  ({ payload, source }) => {
    const [alert, ...more] = readPayload(payload);
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ source, state: "firing", region: "eu-central-1" });
    expect(alert && typedOf(alert)).toBe(arn);
    expect(alert && isFor(alert)).toBe(true);
    expect(alert?.at).toBeGreaterThan(Date.UTC(2026, 0));
  },
);

it.each(inWords)(
  "an alert of $name is over when it says so, and is the same alert",
  ({ message, source }) => {
    const over = readAlert(resolvedOf(message));
    expect(over).toMatchObject({ source, state: "resolved", key: readAlert(message).key });
  },
);

describe("an alarm of CloudWatch", () => {
  const over = { ...alarm, NewStateValue: "OK", OldStateValue: "ALARM" };

  it("is over in the state OK, and is the same alarm", () => {
    const [fired] = readPayload(notification);
    const [ended] = readPayload({ ...notification, Message: JSON.stringify(over) });
    expect(ended).toMatchObject({ state: "resolved", key: fired?.key });
  });

  it("is read without SNS's envelope, as raw delivery sends it", () => {
    expect(readPayload(alarm)).toMatchObject([{ title: "shop-web-elb-5xx", state: "firing" }]);
  });

  it("is read from its metrics when it is calculated from several", () => {
    const { Dimensions, MetricName, Namespace, ...trigger } = alarm.Trigger;
    const Metric = { Dimensions, MetricName, Namespace };
    const Metrics = [
      { Id: "e1", Expression: "m1/m2" },
      { Id: "m1", MetricStat: { Metric } },
    ];
    const [alert] = readPayload({ ...alarm, Trigger: { ...trigger, Metrics } });
    expect(alert).toMatchObject({ namespace: "AWS/ApplicationELB" });
    expect(alert && typedOf(alert)).toBe(arn);
  });

  it.each([
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ])("of %s is in the partition %s", (region, partition) => {
    const AlarmArn = `arn:${partition}:cloudwatch:${region}:123456789012:alarm:x`;
    const [alert] = readPayload({ ...alarm, AlarmArn });
    expect(alert && typedOf(alert)).toBe(
      arn.replace("arn:aws:", `arn:${partition}:`).replace("eu-central-1", region),
    );
  });
});

describe("what names the load balancer", () => {
  const of = (text: string) => typedOf(readAlert({ text }));

  it.each([
    [`see ${arn} now`, arn],
    [
      "errors at shop-web-1234567890.eu-central-1.elb.amazonaws.com",
      "shop-web-1234567890.eu-central-1.elb.amazonaws.com",
    ],
    ["app/shop-web/50dc6c495c0c9188 fails", "shop-web"],
    ["load_balancer: shop-web", "shop-web"],
    ["namespace: production\ningress: shop", "k8s-producti-shop-"],
    ["the shop is slow", undefined],
    ["arn:aws:s3:::app/shop-web", undefined],
  ])("in “%s” is %s", (text, typed) => {
    expect(of(text)).toBe(typed);
  });
});

describe("any message", () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    "|",
    "*",
    ": ",
    " = ",
    "{",
    "}",
    "[FIRING:1]",
    "app/",
    "arn:aws:",
    "-",
    "502",
    "\n",
    "https://",
    "account ",
    '"NewStateValue"',
    "k8s-",
    "a1",
    "`",
  );
  const text = fc
    .array(fc.oneof(pieces, fc.string()), { maxLength: 60 })
    .map((all) => all.join(""));
  const anything = fc.oneof(
    fc.anything(),
    fc.record({
      text,
      username: fc.oneof(
        text,
        fc.constantFrom("Grafana", "Datadog", "Opsgenie", "PagerDuty", "aws"),
      ),
    }),
    fc.record({
      attachments: fc.array(
        fc.record({ title: text, text, fallback: text, fields: fc.anything() }),
      ),
    }),
    fc.record({
      blocks: fc.array(
        fc.record({
          type: fc.constantFrom("header", "rich_text_section", "section"),
          text: fc.anything(),
          elements: fc.anything(),
        }),
      ),
    }),
    fc.record({
      groupKey: text,
      alerts: fc.array(fc.record({ labels: fc.dictionary(text, text), status: text })),
    }),
    fc.record({
      event_type: text,
      event: fc.anything(),
      alert: fc.anything(),
      AlarmName: text,
      NewStateValue: text,
      Trigger: fc.anything(),
    }),
  );

  it("is read without an error, and what is read of it is bounded", () => {
    fc.assert(
      fc.property(anything, (message) => {
        for (const alert of [readAlert(message), ...readPayload(message)]) {
          expect(alert.title.length).toBeLessThanOrEqual(300);
          expect(alert.text.length).toBeLessThanOrEqual(8_000);
          expect(Object.keys(alert.labels).length).toBeLessThanOrEqual(80);
          typedOf(alert);
          isFor(alert);
        }
      }),
    );
  });

  it.each([
    "<",
    "a:",
    "- ",
    "*",
    "app/",
    "arn:aws:",
    "a.a",
    "1",
    "x-",
    "{",
    "\n",
    "[",
    "a=,",
    "&lt;",
    "account ",
    "/runbook ",
  ])("of 1,000,000 characters of “%s” is read in a tenth of a second", (piece) => {
    const long = piece.repeat(1_000_000 / piece.length);
    const messages = [
      { text: long },
      {
        attachments: Array.from({ length: 100 }, () => ({
          title: long.slice(0, 9_000),
          text: long,
        })),
      },
      { groupKey: "x", alerts: [{ labels: { a: long }, annotations: { b: long } }] },
      {
        AlarmName: long,
        NewStateValue: "ALARM",
        Trigger: { Dimensions: [{ name: long, value: long }] },
      },
    ];
    readAlert({ text: "warm" });
    const readAll = () => {
      for (const message of messages)
        for (const alert of [readAlert(message), ...readPayload(message)]) typedOf(alert);
    };
    // Eight readings.
    expect(effort(readAll, 1) / messages.length).toBeLessThan(100);
  });
});
