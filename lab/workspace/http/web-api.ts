import type { IncomingMessage, ServerResponse } from "node:http";
import { methods } from "../api/index.ts";
import {
  type Arguments,
  requireArguments,
  textArgument,
  type WebApiMethod,
} from "../api/method.ts";
import type { WorkspaceContext } from "../context.ts";
import type { JsonRecord } from "../json.ts";
import { botScopes } from "../manifest.ts";
import { Refusal } from "../rules/refusal.ts";
import { requireScope } from "../rules/scopes.ts";
import type { Calls } from "./calls.ts";
import type { PlannedFaults, WebApiFault } from "./faults.ts";
import { readArguments, readBody } from "./request.ts";

/** What the Web API needs beside the context. */
export interface WebApiParts {
  readonly calls: Calls;
  readonly faults: PlannedFaults;
  readonly rates: (method: string, channelId: string) => void;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonRecord;
  readonly outcome: string;
}

/** Answers one Web API call, or lets it fail as planned; every call is recorded. */
export async function answerCall(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  context: WorkspaceContext,
  parts: WebApiParts,
): Promise<void> {
  const body = (await readBody(request)).toString();
  const args = read(request, body);
  const at = context.state.now();
  const fault = parts.faults.take(name);
  const record = (outcome: string, answer: JsonRecord | null) =>
    parts.calls.record({ method: name, args: withoutToken(args), at, outcome, answer });
  if (fault && "hang" in fault) return record("hang", null);
  if (fault && "dropBefore" in fault) {
    request.socket.destroy();
    return record("dropBefore", null);
  }
  const reply = plannedReply(fault) ?? reach(name, args, request, context, parts);
  if (fault && "drop" in fault) {
    request.socket.destroy();
    return record("drop", reply.body);
  }
  record(reply.outcome, reply.body);
  send(response, reply);
}

/** Writes JSON with its length, so that the connection can be used again. */
export function send(response: ServerResponse, reply: Omit<Reply, "outcome">): void {
  const text = JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    ...reply.headers,
  });
  response.end(text);
}

function read(request: IncomingMessage, body: string): Arguments {
  try {
    return readArguments(request.headers["content-type"] ?? "", body);
  } catch {
    return {};
  }
}

function withoutToken(args: Arguments): JsonRecord {
  const { token: _token, ...rest } = args;
  return rest;
}

function plannedReply(fault: WebApiFault | undefined): Reply | undefined {
  if (!fault) return undefined;
  if ("error" in fault) return refused(new Refusal(fault.error));
  if ("status" in fault) {
    return { status: fault.status, headers: {}, body: {}, outcome: String(fault.status) };
  }
  if ("rateLimited" in fault) {
    return refused(new Refusal("ratelimited", { retryAfter: fault.rateLimited }));
  }
  return undefined;
}

function reach(
  name: string,
  args: Arguments,
  request: IncomingMessage,
  context: WorkspaceContext,
  parts: WebApiParts,
): Reply {
  try {
    const method = methods[name];
    if (!method) throw new Refusal("unknown_method", { req_method: name });
    requireToken(method, tokenOf(request, args), context);
    parts.rates(name, textArgument(args, "channel"));
    if (method.token === "bot") {
      requireScope(method.scopes(args, context.state), botScopes(context.manifest));
    }
    requireArguments(method, args);
    const body = { ok: true, ...method.handle(args, context) };
    return { status: 200, headers: scopeHeader(context), body, outcome: "ok" };
  } catch (error) {
    if (error instanceof Refusal) return refused(error);
    throw error;
  }
}

const scopeHeader = ({ manifest }: WorkspaceContext) => ({
  "x-oauth-scopes": botScopes(manifest).join(","),
});

function tokenOf(request: IncomingMessage, args: Arguments): string {
  const header = request.headers.authorization ?? "";
  return header.startsWith("Bearer ")
    ? header.slice("Bearer ".length)
    : textArgument(args, "token");
}

/** https://docs.slack.dev/authentication/tokens: bot tokens for methods, app tokens for connections. */
function requireToken(method: WebApiMethod, token: string, { settings }: WorkspaceContext): void {
  if (token === "") throw new Refusal("not_authed");
  if (token !== settings.botToken && token !== settings.appToken) throw new Refusal("invalid_auth");
  const wanted = method.token === "bot" ? settings.botToken : settings.appToken;
  if (token !== wanted) throw new Refusal("not_allowed_token_type");
}

/** 429 with Retry-After: https://docs.slack.dev/apis/web-api/rate-limits */
function refused({ code, details }: Refusal): Reply {
  const { retryAfter, ...rest } = details;
  const body = { ok: false, error: code, ...rest };
  if (code !== "ratelimited") return { status: 200, headers: {}, body, outcome: code };
  const headers = { "retry-after": String(retryAfter ?? 1) };
  return { status: 429, headers, body, outcome: code };
}
