import { createHash, timingSafeEqual } from "node:crypto";
import type { Proven, Prover } from "./hook.ts";

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
