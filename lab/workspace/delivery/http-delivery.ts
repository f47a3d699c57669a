import { createHmac } from "node:crypto";
import { asRecord } from "../json.ts";
import { createRedelivery, type Outgoing, type PayloadDelivery } from "./envelopes.ts";

/** Where an app without Socket Mode is told of things: its request URL, and the secret that signs the requests. */
export interface HttpDelivery {
  readonly url: () => string;
  readonly signingSecret: string;
}

/** Posts payloads as Slack does, and keeps the events that were not answered with 200 in time. */
export function createHttpDelivery(to: HttpDelivery, ackLimitMs: number, now: () => number) {
  let last = 0;
  const dispatch = async (outgoing: Outgoing, retries: number): Promise<PayloadDelivery> => {
    last += 1;
    const started = performance.now();
    const answer = await post(to, outgoing, { retries, ackLimitMs, now: now() });
    const afterMs = Math.round(performance.now() - started);
    return { envelopeId: `request-${last}`, payload: outgoing.payload, ...answer, afterMs };
  };
  return createRedelivery(dispatch);
}

type Answer = Pick<PayloadDelivery, "acked" | "response" | "sent">;

async function post(
  { url, signingSecret }: HttpDelivery,
  outgoing: Outgoing,
  { retries, ackLimitMs, now }: { retries: number; ackLimitMs: number; now: number },
): Promise<Answer> {
  const { contentType, body } = encode(outgoing);
  const timestamp = String(Math.floor(now / 1_000));
  try {
    const answer = await fetch(url(), {
      method: "POST",
      body,
      signal: AbortSignal.timeout(ackLimitMs),
      headers: {
        "content-type": contentType,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": sign(signingSecret, timestamp, body),
        ...(retries > 0 && { "x-slack-retry-num": String(retries) }),
        ...(retries > 0 && { "x-slack-retry-reason": "http_timeout" }),
      },
    });
    const text = await answer.text();
    return { acked: answer.ok, sent: true, response: text ? asRecord(JSON.parse(text)) : null };
  } catch {
    return { acked: false, sent: false, response: null };
  }
}

/** Events are JSON, commands a form, everything else a form with JSON in `payload`. */
function encode({ type, payload }: Outgoing): { contentType: string; body: string } {
  const form = "application/x-www-form-urlencoded";
  if (type === "events_api")
    return { contentType: "application/json", body: JSON.stringify(payload) };
  if (type === "interactive") {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    return { contentType: form, body };
  }
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) fields.set(name, String(value));
  return { contentType: form, body: fields.toString() };
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const sign = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
