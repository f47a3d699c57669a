import { createHmac, sign } from "node:crypto";
import { request } from "node:http";
import type { Alert } from "#language";
import { readPayload } from "../../src/alerts/read-alert.ts";
import type { HeardAlert, HeardAlerts } from "../../src/engine/heard-alerts.ts";
import type { Hook } from "../../src/hooks/hook.ts";
import { createHookListener } from "../../src/hooks/listener.ts";
import { createSnsReader } from "../../src/hooks/sns-certificates.ts";
import {
  closeServer,
  defaultLimits,
  listenOn,
  portOf,
  type ServerLimits,
  serverWith,
} from "../../src/slack/transport/http/server.ts";
import { createUnverified } from "../../src/slack/transport/http/unverified-bodies.ts";
import { type Certificate, createCertificate } from "./certificate.ts";

const secret = "a-secret-of-the-practice";
export const topic = "arn:aws:sns:eu-central-1:123456789012:alarms";
export const certificateUrl =
  "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem";

const kinds = ["token", "hmac", "pagerduty", "grafana", "svix"] as const;
const hooks: readonly Hook[] = [
  ...kinds.map((kind) => ({ name: kind, channel: "C1", proof: { kind, secret } })),
  { name: "sns", channel: "C1", proof: { kind: "sns", topic } },
];

export interface Answer {
  readonly status: number;
  readonly body: { readonly [name: string]: unknown };
}

/** A server with a hook of each kind, what was offered, and what SNS was asked. */
export async function openHooks(parts: { readonly bounds?: ServerLimits } = {}) {
  let time = Date.UTC(2026, 10, 24, 15);
  const day = 24 * 3_600_000;
  const certificate = createCertificate(time - day, time + 60 * day);
  const offered: Alert[] = [];
  const asked: string[] = [];
  const lines: string[] = [];
  const failing = { offers: false };
  const line = (text: string, more?: unknown) => void lines.push(`${text} ${JSON.stringify(more)}`);
  const listener = createHookListener({
    ...{ hooks, readPayload, heard: remembering(), readBody: createUnverified().read },
    offer: async (alert) => {
      if (failing.offers) throw new Error("Slack is away.");
      offered.push(alert);
      return "offered";
    },
    sns: createSnsReader(snsWith(certificate, createCertificate(time - day, time + day), asked)),
    clock: () => time,
    log: { info: line, warn: line, error: line },
  });
  const refuseAll = (_: unknown, response: { writeHead(status: number): { end(): unknown } }) =>
    void response.writeHead(418).end();
  const server = serverWith(refuseAll, parts.bounds ?? defaultLimits, listener);
  await listenOn(server, { port: 0, host: "127.0.0.1" });
  const { port = 0 } = portOf(server);
  return {
    ...{ offered, asked, lines, failing, certificate, port },
    now: () => time,
    pass: (ms: number) => {
      time += ms;
    },
    post: (path: string, body: string, headers: Headers = {}, method = "POST") =>
      post(port, path, body, headers, method),
    close: () => closeServer(server, async () => {}),
  };
}

export type Hooks = Awaited<ReturnType<typeof openHooks>>;
export type Headers = { readonly [name: string]: string };

/** What a sender of this kind puts beside a body at this time. */
export function signedAs(kind: string, body: string, at: number, key = secret): Headers {
  const seconds = String(Math.floor(at / 1_000));
  const hmac = (text: string) => createHmac("sha256", key).update(text);
  switch (kind) {
    case "token":
      return { authorization: `Bearer ${key}` };
    case "hmac":
      return {
        "x-handrail-timestamp": seconds,
        "x-handrail-signature": `v1=${hmac(`${seconds}.${body}`).digest("hex")}`,
      };
    case "pagerduty":
      return { "x-pagerduty-signature": `v1=${hmac(body).digest("hex")}` };
    case "grafana":
      return {
        "x-grafana-alerting-timestamp": seconds,
        "x-grafana-alerting-signature": hmac(`${seconds}:${body}`).digest("hex"),
      };
    default: {
      const raw = createHmac("sha256", Buffer.from(key, "base64"));
      const signature = raw.update(`msg_1.${seconds}.${body}`).digest("base64");
      return {
        "webhook-id": "msg_1",
        "webhook-timestamp": seconds,
        "webhook-signature": `v1,${signature}`,
      };
    }
  }
}

/** A message as SNS signs it. */
export function fromSns(
  { key }: Certificate,
  message: { readonly [name: string]: string },
  at: number,
): string {
  const whole: { readonly [name: string]: string } = {
    ...{ Type: "Notification", MessageId: "22b80b92", TopicArn: topic, SignatureVersion: "2" },
    ...{ Timestamp: new Date(at).toISOString(), SigningCertURL: certificateUrl, ...message },
  };
  const names =
    whole.Type === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const text = names
    .flatMap((name) => (name in whole ? [`${name}\n${whole[name]}\n`] : []))
    .join("");
  const hash = whole.SignatureVersion === "1" ? "sha1" : "sha256";
  const Signature = sign(hash, Buffer.from(text), key).toString("base64");
  return JSON.stringify({ ...whole, Signature, ...("Signature" in message ? message : {}) });
}

/** SNS, as far as it is asked: its certificate, those that it had before (they begin with zeros), and confirmations. */
const snsWith =
  ({ pem }: Certificate, other: Certificate, asked: string[]): typeof fetch =>
  async (input, init) => {
    if (init?.redirect !== "error" || init.signal == null) throw new Error("Not bounded.");
    asked.push(String(input));
    if (String(input).includes("-0000")) return new Response(other.pem);
    return new Response(String(input) === certificateUrl ? pem : "<ok/>");
  };

function remembering(): HeardAlerts {
  const kept = new Map<string, HeardAlert>();
  return {
    find: async (key) => kept.get(key),
    put: async (key, alert, revision) => {
      if ((kept.get(key)?.revision ?? 0) !== revision) return false;
      kept.set(key, { ...alert, revision: revision + 1 });
      return true;
    },
    forget: async () => 0,
  };
}

const post = (port: number, path: string, body: string, headers: Headers, method: string) =>
  new Promise<Answer>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, body: text === "" ? {} : JSON.parse(text) });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
