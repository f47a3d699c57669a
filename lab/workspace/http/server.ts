import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { WorkspaceContext } from "../context.ts";
import { asRecord } from "../json.ts";
import { Refusal } from "../rules/refusal.ts";
import { answerDownload, answerSignIn, answerUpload } from "./files.ts";
import { readArguments, readBody } from "./request.ts";
import { respond } from "./responses.ts";
import { answerCall, send, type WebApiParts } from "./web-api.ts";

/** Makes the HTTP side: /api/METHOD, /upload/v1/FILE, /files-pri/TEAM-FILE/… and /response/ID. */
export function createHttp(context: () => WorkspaceContext, parts: WebApiParts): Server {
  return createServer((request, response) => {
    route(request, response, context(), parts).catch((error: unknown) => {
      // A fault of the workspace itself must be loud: the app sees it, and so does the test.
      const reason = error instanceof Error ? error.stack : String(error);
      send(response, { status: 500, headers: {}, body: { workspaceError: reason } });
    });
  });
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  context: WorkspaceContext,
  parts: WebApiParts,
): Promise<void> {
  const [, area, ...rest] = new URL(request.url ?? "/", "http://127.0.0.1").pathname.split("/");
  const last = rest.at(-1) ?? "";
  if (area === "api") return answerCall(last, request, response, context, parts);
  if (area === "upload") return answerUpload(last, request, response, context, parts);
  if (area === "files-pri") return answerDownload(rest, request, response, context, parts);
  if (area === "signin") return answerSignIn(response);
  if (area === "response") return answerResponse(last, request, response, context, parts);
  send(response, { status: 404, headers: {}, body: { error: "not_found" } });
}

async function answerResponse(
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
  context: WorkspaceContext,
  { calls, faults }: WebApiParts,
): Promise<void> {
  const body = (await readBody(request)).toString();
  const args = asRecord(readArguments("application/json", body));
  const record = (outcome: string) =>
    calls.record({ method: "response_url", args, at: context.state.now(), outcome, answer: null });
  if (faults.take("response_url")) {
    request.socket.destroy();
    return record("dropBefore");
  }
  try {
    respond(context, id, args);
    record("ok");
    response.writeHead(200).end("ok");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    record(error.code);
    const body = { ok: false, error: error.code, ...error.details };
    send(response, { status: 404, headers: {}, body });
  }
}
