import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { alertmanager } from "../alerts/kinds/alertmanager.ts";
import { alarm } from "../alerts/kinds/cloudwatch.ts";
import { grafana } from "../alerts/kinds/grafana.ts";
import { incidentIo } from "../alerts/kinds/incident-io.ts";
import { pagerduty } from "../alerts/kinds/pagerduty.ts";
import { createCertificate } from "./certificate.ts";
import { certificateUrl, fromSns, type Hooks, openHooks, signedAs, topic } from "./stage.ts";

let hooks: Hooks;
beforeEach(async () => {
  hooks = await openHooks();
});
afterEach(() => hooks.close());

const bodies = [
  ["token", JSON.stringify(alertmanager.payload)],
  ["hmac", JSON.stringify(alarm)],
  ["pagerduty", JSON.stringify(pagerduty.payload)],
  ["grafana", JSON.stringify(grafana.payload)],
  ["svix", JSON.stringify(incidentIo.payload)],
] as const;
const signed = bodies.filter(([kind]) => kind !== "token");
const timed = signed.filter(([kind]) => kind !== "pagerduty");

const message = JSON.stringify(alarm);
const sns = (more: { readonly [name: string]: string } = {}, certificate = hooks.certificate) =>
  hooks.post("/hooks/sns", fromSns(certificate, { Message: message, ...more }, hooks.now()), {
    "x-amz-sns-topic-arn": topic,
  });

describe.each(bodies)("a request that is proven by %s", (kind, body) => {
  const send = (headers = signedAs(kind, body, hooks.now())) =>
    hooks.post(`/hooks/${kind}`, body, headers);

  it("offers a run", async () => {
    expect(await send()).toEqual({ status: 200, body: { alerts: 1, offered: 1 } });
    expect(hooks.offered).toMatchObject([{ state: "firing", region: "eu-central-1" }]);
  });

  it("is refused with another's secret, or none, and its words are in no log", async () => {
    expect(await send(signedAs(kind, body, hooks.now(), "another-secret-as-long"))).toMatchObject({
      status: 401,
    });
    expect(await send({})).toMatchObject({ status: 401 });
    expect(hooks.offered).toEqual([]);
    expect(hooks.lines.join()).not.toMatch(/secret-as-long|of-the-practice|shop-web/);
  });

  it("is taken when it is sent again because Slack was away", async () => {
    hooks.failing.offers = true;
    expect(await send()).toMatchObject({ status: 503 });
    hooks.failing.offers = false;
    expect(await send()).toMatchObject({ status: 200, body: { offered: 1 } });
  });
});

it.each(signed)("a signed request (%s) does nothing when it comes again", async (kind, body) => {
  const headers = signedAs(kind, body, hooks.now());
  await hooks.post(`/hooks/${kind}`, body, headers);
  const again = await hooks.post(`/hooks/${kind}`, body, headers);
  expect(again).toEqual({ status: 200, body: { says: "again" } });
  expect(hooks.offered).toHaveLength(1);
});

it.each(signed)("a signed request (%s) is refused with another body", async (kind, body) => {
  const headers = signedAs(kind, body, hooks.now());
  const other = body.replace("shop", "shap");
  expect(await hooks.post(`/hooks/${kind}`, other, headers)).toMatchObject({ status: 401 });
});

it.each(timed)("a signed request (%s) is refused when its time is over", async (kind, body) => {
  const headers = signedAs(kind, body, hooks.now());
  hooks.pass(301_000);
  expect(await hooks.post(`/hooks/${kind}`, body, headers)).toMatchObject({ status: 401 });
});

describe("a message of SNS", () => {
  it.each(["1", "2"])("with a signature of version %s offers a run", async (SignatureVersion) => {
    expect(await sns({ SignatureVersion })).toMatchObject({ status: 200, body: { offered: 1 } });
    expect(await sns({ SignatureVersion, MessageId: "other", Subject: "A subject" })).toMatchObject(
      {
        status: 200,
      },
    );
    // The certificate is read once.
    expect(hooks.asked).toEqual([certificateUrl]);
  });

  it("does nothing when it comes again, and is refused when its time is over", async () => {
    const body = fromSns(hooks.certificate, { Message: message }, hooks.now());
    const headers = { "x-amz-sns-topic-arn": topic };
    await hooks.post("/hooks/sns", body, headers);
    expect(await hooks.post("/hooks/sns", body, headers)).toMatchObject({
      body: { says: "again" },
    });
    hooks.pass(2 * 3_600_000);
    expect(await hooks.post("/hooks/sns", body, headers)).toMatchObject({ status: 401 });
    expect(hooks.offered).toHaveLength(1);
  });

  it.each([
    "https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.eu-central-1.amazonaws.com@evil.example/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://a:b@sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.eu-central-1.amazonaws.com/bucket/mine.pem",
    "https://sns.eu-central-1.amazonaws.com/?x=/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "http://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
    "",
  ])("whose certificate is at “%s” is refused, and nothing is asked there", async (url) => {
    expect(await sns({ SigningCertURL: url })).toMatchObject({ status: 401 });
    expect(hooks.asked).toEqual([]);
  });

  it("of another topic, with another's signature, or of no known version is refused", async () => {
    const day = 24 * 3_600_000;
    const other = createCertificate(hooks.now() - day, hooks.now() + day);
    expect(await sns({}, other)).toMatchObject({ status: 401 });
    expect(await sns({ TopicArn: `${topic}2` })).toMatchObject({ status: 401 });
    expect(await sns({ SignatureVersion: "3" })).toMatchObject({ status: 401 });
    expect(await sns({ Signature: "" })).toMatchObject({ status: 401 });
    expect(hooks.offered).toEqual([]);
  });

  it("signed with a certificate that is out of date is not taken", async () => {
    hooks.pass(61 * 24 * 3_600_000);
    expect(await sns()).toMatchObject({ status: 503 });
    expect(hooks.offered).toEqual([]);
  });

  it("that asks for a confirmation is confirmed at SNS itself, wherever it says to go", async () => {
    const ask = {
      ...{ Type: "SubscriptionConfirmation", Token: "2336412f37fb687f5d51e6e2425dacbb" },
      SubscribeURL: "http://169.254.169.254/?Action=ConfirmSubscription",
    };
    expect(await sns(ask)).toEqual({ status: 200, body: { says: "confirmed" } });
    const [, confirmed = ""] = hooks.asked;
    const url = new URL(confirmed);
    expect(url.origin).toBe("https://sns.eu-central-1.amazonaws.com");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ Action: "ConfirmSubscription", TopicArn: topic, Token: ask.Token },
    });
    const odd = { ...ask, MessageId: "odd", Token: "a&TopicArn=arn:aws:sns:x" };
    expect(await sns(odd)).toMatchObject({ status: 422 });
    expect(hooks.asked).toHaveLength(2);
    expect(hooks.offered).toEqual([]);
  });
});

describe("a request", () => {
  const [, body] = bodies[0];
  const token = () => signedAs("token", body, hooks.now());

  it("to no hook, by another method or elsewhere does nothing", async () => {
    expect(await hooks.post("/hooks/nothing", body, token())).toMatchObject({ status: 404 });
    expect(await hooks.post("/hooks/token/more", body, token())).toMatchObject({ status: 404 });
    expect(await hooks.post("/hooks/token", "", token(), "GET")).toMatchObject({ status: 405 });
    expect(await hooks.post("/hooks", body, token())).toMatchObject({ status: 418 });
  });

  it.each(["", "null", "[]", "{", '"text"', '{"alerts":[]}', "a=b"])(
    "with “%s” as its body says that there is no alert in it",
    async (odd) => {
      expect(await hooks.post("/hooks/token", odd, token())).toMatchObject({ status: 422 });
    },
  );

  it.each(["text/plain; charset=UTF-8", "application/x-www-form-urlencoded", "image/png"])(
    "is read as JSON whatever its content type says: %s",
    async (type) => {
      const headers = { ...token(), "content-type": type };
      expect(await hooks.post("/hooks/token", body, headers)).toMatchObject({
        ...{ status: 200, body: { offered: 1 } },
      });
      const form = `payload=${encodeURIComponent(body)}`;
      expect(await hooks.post("/hooks/token", form, headers)).toMatchObject({ status: 422 });
    },
  );

  it("of a known sender that is no alert is taken, so that its sender goes on", async () => {
    const ping = JSON.stringify({
      event: { event_type: "pagey.ping", data: { message: "Hello" } },
    });
    const headers = signedAs("pagerduty", ping, hooks.now());
    expect(await hooks.post("/hooks/pagerduty", ping, headers)).toMatchObject({ status: 200 });
  });

  it("whose signature stands among others, while a secret is exchanged, is taken", async () => {
    const [, other] = bodies[2];
    const { "x-pagerduty-signature": own = "" } = signedAs("pagerduty", other, hooks.now());
    const { "x-pagerduty-signature": old = "" } = signedAs(
      "pagerduty",
      other,
      0,
      "an-older-secret-of-ours",
    );
    const both = { "x-pagerduty-signature": `${old},${own}` };
    expect(await hooks.post("/hooks/pagerduty", other, both)).toMatchObject({ status: 200 });
    const neither = { "x-pagerduty-signature": `${old},v2=${own.slice(3)}` };
    expect(await hooks.post("/hooks/pagerduty", `${other} `, neither)).toMatchObject({
      status: 401,
    });
  });
});
