import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { ownValue } from "../../../language/own-value.ts";
import { Postponed } from "../../../run/errors.ts";
import { lastingRefusal } from "../../messages/replies/refusal-sentences.ts";

/**
 * How a call to Slack failed.
 * - wait: refused with 429, certainly without effect
 * - refused: answered with an error code, certainly without effect
 * - doubt: cut, timed out or broken on Slack's side: it may or may not have taken effect
 */
export type Failure =
  | { readonly kind: "wait"; readonly waitMs: number }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "doubt"; readonly why: string };

/** Reads a failure of a Web API call; anything that is not one is thrown again. */
export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: "wait", waitMs: Math.min(error.retryAfter * 1000, longestWaitMs) };
  }
  if (error instanceof WebAPIPlatformError) return platformFailure(error.data.error);
  if (error instanceof WebAPIHTTPError || error instanceof WebAPIRequestError) {
    return { kind: "doubt", why: error.message };
  }
  throw error;
}

/** The same; undefined for what is no failure of a call, such as a socket that was not greeted. */
export function failureIn(error: unknown): Failure | undefined {
  try {
    return failureOf(error);
  } catch {
    return undefined;
  }
}

/** How long Slack asked to wait, in milliseconds; 0 when it did not. */
export function retryAfterMs(error: unknown): number {
  const failure = failureIn(error);
  return failure?.kind === "wait" ? failure.waitMs : 0;
}

/** The error code of a refused call, or undefined for every other failure. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined;

/** The error that the worker understands: when to come back, that there is no use, or what Slack said. */
export function errorFor(error: unknown): Error {
  const failure = failureOf(error);
  if (failure.kind === "wait") return new Postponed("Slack asked to wait.", failure.waitMs);
  const lasting = failure.kind === "refused" ? lastingRefusal(failure.code) : undefined;
  return lasting ?? (error instanceof Error ? error : new Error(String(error)));
}

/** The same call, whose failures the worker understands. */
export const withReadFailures = <Answer>(call: Promise<Answer>): Promise<Answer> =>
  call.catch((error) => Promise.reject(errorFor(error)));

/** Asked again by then, whatever was said: a wrong word must not silence a thread for a day. */
const longestWaitMs = 600_000;

// "It's possible some aspect of the operation succeeded": https://docs.slack.dev/reference/methods/chat.postMessage
const halfDone = new Set([
  "fatal_error",
  "internal_error",
  "request_timeout",
  "service_unavailable",
  "duplicate_message_not_found",
]);

/** Milliseconds to wait where Slack does not say how long: the members of a workspace post too much together. */
const waits: { readonly [code: string]: number } = {
  ratelimited: 1_000,
  rate_limited: 1_000,
  message_limit_exceeded: 30_000,
};

function platformFailure(code: string): Failure {
  const waitMs = ownValue(waits, code);
  if (waitMs !== undefined) return { kind: "wait", waitMs };
  return halfDone.has(code) ? { kind: "doubt", why: code } : { kind: "refused", code };
}
