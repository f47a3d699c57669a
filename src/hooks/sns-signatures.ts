import { verify } from "node:crypto";
import type { Proven, Prover } from "./hook.ts";
import type { SnsReader } from "./sns-certificates.ts";

/** What a topic sends, read as text; https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export type SnsMessage = { readonly [name: string]: string };

/** Requests of one topic, with SNS's signature: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
export function signedBySns(topic: string, reader: Pick<SnsReader, "key" | "proved">): Prover {
  const { isCertificate } = topicPlaces(topic);
  const precheck: Prover["precheck"] = (header) => ({
    kind: header("x-amz-sns-topic-arn") === topic ? "ok" : "unsigned",
  });
  const prove: Prover["prove"] = async ({ header, body }, now): Promise<Proven> => {
    const checked = precheck(header, now);
    if (checked.kind !== "ok") return checked;
    const message = snsMessageIn(body);
    const { SigningCertURL: url = "", Signature = "", SignatureVersion = "" } = message;
    const hash = hashes[SignatureVersion];
    const signed = signedText(message);
    if (message.TopicArn !== topic || hash === undefined || signed === undefined)
      return { kind: "unsigned" };
    if (!isCertificate(url)) return { kind: "forged" };
    if (!(Math.abs(now - Date.parse(message.Timestamp ?? "")) <= freshMs)) return { kind: "stale" };
    const key = await reader.key(url, now);
    const holds = verify(hash, Buffer.from(signed), key, Buffer.from(Signature, "base64"));
    if (!holds) return { kind: "forged" };
    reader.proved(url);
    return { kind: "ok", id: message.MessageId ?? "" };
  };
  return { precheck, prove };
}

/** SNS repeats for an hour at most, unless a delivery policy says otherwise. */
const freshMs = 65 * 60_000;

const hashes: { readonly [version: string]: string } = { "1": "sha1", "2": "sha256" };

export function snsMessageIn(body: Buffer): SnsMessage {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    const all = typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
    return Object.fromEntries(all.filter(([, value]) => typeof value === "string"));
  } catch {
    return {};
  }
}

/** Names and values in the order that SNS signs them; undefined for a type that it does not send. */
function signedText(message: SnsMessage): string | undefined {
  const names = signedNames[message.Type ?? ""];
  return names
    ?.filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name]}\n`)
    .join("");
}

const confirmation = [
  "Message",
  "MessageId",
  "SubscribeURL",
  "Timestamp",
  "Token",
  "TopicArn",
  "Type",
];
const signedNames: { readonly [type: string]: readonly string[] } = {
  Notification: ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"],
  SubscriptionConfirmation: confirmation,
  UnsubscribeConfirmation: confirmation,
};

/** Where SNS of a topic's region is, and nowhere else. */
export interface SnsPlaces {
  /** Whether an address is that of a certificate of SNS in the region of this topic. */
  readonly isCertificate: (url: string) => boolean;
  /** What confirms a subscription to the topic; made of the token alone, for the address in a message may lead anywhere. */
  readonly confirm: (token: string) => string;
}

/** `topic`: "arn:aws:sns:eu-west-1:123456789012:alarms". */
export function topicPlaces(topic: string): SnsPlaces {
  const [, partition, , region = ""] = topic.split(":");
  const host = `sns.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
  return {
    isCertificate: (text) => {
      const url = URL.parse(text);
      return (
        url !== null &&
        url.origin === `https://${host}` &&
        url.username === "" &&
        url.password === "" &&
        url.search === "" &&
        /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/.test(url.pathname)
      );
    },
    confirm: (token) =>
      `https://${host}/?${new URLSearchParams({ Action: "ConfirmSubscription", TopicArn: topic, Token: token })}`,
  };
}
