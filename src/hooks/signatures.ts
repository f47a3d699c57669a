import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Proven, Prover, SenderProof, Sent } from "./hook.ts";

type Signed = Extract<SenderProof, { readonly kind: "hmac" | "pagerduty" | "grafana" | "svix" }>;

/** How a sender signs: where its signatures stand, over what, and when. */
interface Scheme {
  /** Signatures as bytes, of which one must hold; more than one while a secret is exchanged. */
  readonly signatures: (header: Sent["header"]) => readonly Buffer[];
  /** Seconds since the epoch, where the sender signs the time. */
  readonly timestamp?: (header: Sent["header"]) => string;
  /** What stands before the body in what is signed. */
  readonly before: (header: Sent["header"]) => string;
  readonly key: (secret: string) => string | Buffer;
  /** What names the request where no time is signed. */
  readonly id?: (header: Sent["header"]) => string;
}

/** Requests with an HMAC-SHA256 of their body, compared in constant time. A signed time is good for five minutes. */
export function signedBy({ kind, secret }: Signed): Prover {
  const scheme = schemes[kind];
  const precheck: Prover["precheck"] = (header, now) => {
    const times = scheme.timestamp?.(header);
    const isShaped = times === undefined || /^\d{1,12}$/.test(times);
    if (scheme.signatures(header).length === 0 || !isShaped) return { kind: "unsigned" };
    const isFresh = times === undefined || Math.abs(now - Number(times) * 1_000) <= freshMs;
    return { kind: isFresh ? "ok" : "stale" };
  };
  const prove = async ({ header, body }: Sent, now: number): Promise<Proven> => {
    const checked = precheck(header, now);
    if (checked.kind !== "ok") return checked;
    const own = createHmac("sha256", scheme.key(secret))
      .update(scheme.before(header))
      .update(body)
      .digest();
    const holds = scheme.signatures(header).some((one) => timingSafeEqual(one, own));
    return holds
      ? { kind: "ok", id: scheme.id?.(header) || own.toString("hex") }
      : { kind: "forged" };
  };
  return { precheck, prove };
}

const freshMs = 5 * 60_000;

const schemes: { readonly [Kind in Signed["kind"]]: Scheme } = {
  // Our own: X-Handrail-Timestamp and X-Handrail-Signature: v1=<hex of HMAC over "timestamp.body">.
  hmac: {
    signatures: (header) => hexIn(header("x-handrail-signature")),
    timestamp: (header) => header("x-handrail-timestamp"),
    before: (header) => `${header("x-handrail-timestamp")}.`,
    key: (secret) => secret,
  },
  // https://developer.pagerduty.com/docs/verifying-webhook-signatures
  pagerduty: {
    signatures: (header) => hexIn(header("x-pagerduty-signature")),
    before: () => "",
    key: (secret) => secret,
  },
  // https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
  grafana: {
    signatures: (header) => hexIn(header("x-grafana-alerting-signature")),
    timestamp: (header) => header("x-grafana-alerting-timestamp"),
    before: (header) => `${header("x-grafana-alerting-timestamp")}:`,
    key: (secret) => secret,
  },
  // https://docs.svix.com/receiving/verifying-payloads/how-manual
  svix: {
    signatures: (header) => base64In(either(header, "signature")),
    timestamp: (header) => either(header, "timestamp"),
    before: (header) => `${either(header, "id")}.${either(header, "timestamp")}.`,
    key: (secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64"),
    id: (header) => either(header, "id"),
  },
};

const either = (header: Sent["header"], name: string): string =>
  header(`webhook-${name}`) || header(`svix-${name}`);

/** "v1=<hex>,v1=<hex>", or the digits alone. */
const hexIn = (text: string): readonly Buffer[] =>
  text.split(",", 10).flatMap((one) => {
    const digits = one.trim().replace(/^v1=/, "");
    return /^[0-9a-f]{64}$/.test(digits) ? [Buffer.from(digits, "hex")] : [];
  });

/** "v1,<base64> v1,<base64>" */
const base64In = (text: string): readonly Buffer[] =>
  text.split(" ", 10).flatMap((one) => {
    const signature = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return one.startsWith("v1,") && signature.length === 32 ? [signature] : [];
  });

/** Requests that carry the secret itself: `Authorization: Bearer <secret>`. Nothing tells one that comes again from a new one. */
export function tokenIs(secret: string): Prover {
  const check: Prover["precheck"] = (header): Proven => {
    const [, token] = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(header("authorization")) ?? [];
    if (token === undefined) return { kind: "unsigned" };
    return { kind: timingSafeEqual(digest(token), digest(secret)) ? "ok" : "forged" };
  };
  return { precheck: check, prove: async ({ header }, now) => check(header, now) };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
