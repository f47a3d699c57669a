import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { markProven } from "../../../crowded-server.ts";
import type { Log } from "../../../engine/ports.ts";
import { parseJson } from "../../../parse-json.ts";
import type { Envelope, IntakeOutcome } from "../intake.ts";
import { causeOf } from "../sdk-log.ts";
import { rejectRequest } from "./server.ts";
import type { SignatureResult, Verifier } from "./signature.ts";
import type { Unverified } from "./unverified-bodies.ts";

export interface AnswerParts extends Verifier {
  readonly unverified: Unverified;
  readonly take: (envelope: Envelope) => Promise<IntakeOutcome>;
  /** Told of each request that is not Slack's, or not now. */
  readonly onRefused: () => void;
  readonly log: Log;
}

/** The one place Slack posts to: request URL of events, interactivity and commands alike. */
const path = "/slack/events";

/** Answers 200 for what was done, 400 for what nobody can read, 401 for what Slack did not sign now, and 503 for what was not recorded. */
export const createAnswerer =
  (parts: AnswerParts): RequestListener =>
  (request, response) => {
    answer(request, response, parts).catch((error: unknown) => {
      parts.log.warn("A request over HTTP broke off.", { cause: causeOf(error) });
      end(response, 400);
    });
  };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  parts: AnswerParts,
): Promise<void> {
  const { forget, take } = parts;
  const asked = URL.parse(request.url ?? "/", "http://localhost");
  if (asked?.pathname !== path) return end(response, 404);
  if (request.method !== "POST") return end(response, 405);
  const signed = signedOf(request);
  const body = await verifiedBody(request, response, parts);
  if (body === undefined) return;
  markProven(request);
  const payload = readPayload(request.headers["content-type"] ?? "", body);
  if (payload === undefined) return end(response, 400);
  const { type, challenge, ssl_check } = asRecord(payload.body);
  if (type === "url_verification" && typeof challenge === "string")
    return end(response, 200, { challenge });
  if (ssl_check !== undefined) return end(response, 200);
  const taken = await take(envelopeOf(request, response, payload));
  if (taken === "failed" || taken === "late" || taken === "stopping") forget(signed);
  if (taken === "stopping") end(response, 503);
}

/** The body once it is known to be Slack's; otherwise the request is answered. The headers are looked at before it is read. */
async function verifiedBody(
  request: IncomingMessage,
  response: ServerResponse,
  { precheck, verify, unverified, onRefused, log }: AnswerParts,
): Promise<Buffer | undefined> {
  const signed = signedOf(request);
  const refuse = (why: keyof typeof because, status: number) => {
    onRefused();
    log.warn(`A request was refused: ${because[why]}`, { why });
    end(response, status);
    return undefined;
  };
  const checked = precheck(signed);
  if (checked !== "ok") return refuse(checked, 401);
  const body = await unverified.read(request);
  if (body === "too large") return end(response, 413);
  if (body === "crowded") return refuse(body, 503);
  const verified = verify({ ...signed, body });
  return verified === "ok" ? body : refuse(verified, 401);
}

const because: { readonly [Why in Exclude<SignatureResult, "ok"> | "crowded"]: string } = {
  unsigned: "it has no signature of Slack's.",
  stale:
    "it was not signed within five minutes of now. If Slack sent it, this machine's clock is wrong.",
  forged:
    "its signature is another's. If Slack sent it, SLACK_SIGNING_SECRET is not that of the app.",
  replayed: "it was taken before.",
  crowded: "many large ones arrive at once and slowly, as Slack sends none.",
};

function envelopeOf(
  { headers }: IncomingMessage,
  response: ServerResponse,
  payload: Payload,
): Envelope {
  const retry = Number(one(headers["x-slack-retry-num"]));
  const reason = one(headers["x-slack-retry-reason"]);
  return {
    ...payload,
    ack: async (more) => {
      if (response.destroyed) throw new Error("Slack had closed the connection.");
      end(response, 200, more);
    },
    giveUp: () => end(response, 503),
    refuse: () => end(response, 400),
    ...(Number.isInteger(retry) && retry > 0 ? { retry_num: retry } : {}),
    ...(reason === "" ? {} : { retry_reason: reason }),
  };
}

const signedOf = ({ headers }: IncomingMessage) => ({
  signature: one(headers["x-slack-signature"]),
  timestamp: one(headers["x-slack-request-timestamp"]),
});

const one = (header: string | readonly string[] | undefined): string =>
  typeof header === "string" ? header : (header?.[0] ?? "");

function end(response: ServerResponse, status: number, body?: object): undefined {
  if (response.headersSent || response.destroyed) return;
  const text = body === undefined ? "" : JSON.stringify(body);
  if (status !== 200) rejectRequest(response);
  response.writeHead(status, {
    ...(text === "" ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

/** What a request carried, as Bolt's sockets know it. */
export interface Payload {
  readonly type: "slash_commands" | "interactive" | "events_api";
  /** Undefined where it is no JSON. */
  readonly body: unknown;
}

/**
 * Reads a body: events are JSON, commands a form, interactions a form with JSON in `payload`. Undefined when it is none.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
function readPayload(contentType: string, raw: Buffer): Payload | undefined {
  const text = raw.toString("utf8");
  if (contentType.startsWith("application/json"))
    return { type: "events_api", body: parseJson(text) };
  if (!contentType.startsWith("application/x-www-form-urlencoded")) return undefined;
  const form = Object.fromEntries(new URLSearchParams(text));
  if (form.payload !== undefined) return { type: "interactive", body: parseJson(form.payload) };
  return { type: "slash_commands", body: form };
}

const asRecord = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === "object" && body !== null ? { ...body } : {};
