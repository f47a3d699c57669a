import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../../engine/ports.ts";

/** What Slack sends with each request: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export interface Signed {
  /** X-Slack-Signature: "v0=" and 64 hexadecimal digits. */
  readonly signature: string;
  /** X-Slack-Request-Timestamp: seconds since the epoch. */
  readonly timestamp: string;
  /** The raw body, before anything reads it. */
  readonly body: Buffer;
}

export type SignatureResult = "ok" | "unsigned" | "stale" | "forged" | "replayed";

/** Knows Slack's requests, and which of them came before. */
export interface Verifier {
  /** What the headers alone say, before the body is read: that it is not Slack's, or not of now. */
  readonly precheck: (
    headers: Omit<Signed, "body">,
  ) => Extract<SignatureResult, "ok" | "unsigned" | "stale">;
  /** Whether a request comes from Slack, now, and for the first time. Remembers what it accepted for as long as it could come again. */
  readonly verify: (signed: Signed) => SignatureResult;
  /** It was not taken: Slack tries at once again, and within the same second signs it the same. */
  readonly forget: (signed: Pick<Signed, "signature">) => void;
}

export function createVerifier(signingSecret: string, clock: Clock): Verifier {
  const seen = new Map<string, number>();
  const precheck: Verifier["precheck"] = ({ signature, timestamp }) => {
    if (!/^v0=[0-9a-f]{64}$/.test(signature) || !/^\d{1,12}$/.test(timestamp)) return "unsigned";
    return Math.abs(clock() - Number(timestamp) * 1000) > freshMs ? "stale" : "ok";
  };
  const verify = ({ signature, timestamp, body }: Signed): SignatureResult => {
    const checked = precheck({ signature, timestamp });
    if (checked !== "ok") return checked;
    const now = clock();
    if (!isSame(signature, sign(signingSecret, timestamp, body))) return "forged";
    forgetOld(seen, now);
    if (seen.has(signature)) return "replayed";
    seen.set(signature, now);
    return "ok";
  };
  return { precheck, verify, forget: ({ signature }) => void seen.delete(signature) };
}

/** The signature of a body: HMAC-SHA256 over "v0:timestamp:body". */
function sign(signingSecret: string, timestamp: string, body: Buffer): string {
  const digest = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(body);
  return `v0=${digest.digest("hex")}`;
}

const freshMs = 5 * 60_000;

/** A timestamp may lie five minutes ahead, and is good for five minutes after that. */
function forgetOld(seen: Map<string, number>, now: number): void {
  for (const [signature, at] of seen) {
    if (now - at <= 2 * freshMs) return;
    seen.delete(signature);
  }
}

/** Takes the same time wherever they differ; both have the same length here. */
const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(one), Buffer.from(other));
