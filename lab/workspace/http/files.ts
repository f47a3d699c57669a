import type { IncomingMessage, ServerResponse } from "node:http";
import type { WorkspaceContext } from "../context.ts";
import { botScopes } from "../manifest.ts";
import type { FileRecord } from "../model.ts";
import type { Calls } from "./calls.ts";
import type { PlannedFaults, WebApiFault } from "./faults.ts";
import { readBody, readUpload } from "./request.ts";

/** Takes the bytes sent to an upload_url, by POST or PUT; recorded as the call "upload". */
export async function answerUpload(
  fileId: string,
  request: IncomingMessage,
  response: ServerResponse,
  { state }: WorkspaceContext,
  { calls, faults }: { readonly calls: Calls; readonly faults: PlannedFaults },
): Promise<void> {
  const body = await readBody(request);
  const record = (outcome: string) =>
    calls.record({
      method: "upload",
      args: { file: fileId },
      at: state.now(),
      outcome,
      answer: null,
    });
  const fault = faults.take("upload");
  if (fault) {
    request.socket.destroy();
    return record("dropBefore");
  }
  const file = state.data.files[fileId];
  const bytes = await readUpload(request.headers["content-type"] ?? "", body);
  // A length other than the announced one is refused (not documented).
  if (file?.phase !== "reserved" || bytes.length !== file.length) {
    response.writeHead(400).end("upload refused");
    return record("400");
  }
  file.contentBase64 = bytes.toString("base64");
  file.phase = "uploaded";
  response.writeHead(200).end(`OK - ${bytes.length}`);
  record("ok");
  state.changed("file", file.id);
}

/**
 * Answers for a file's url_private. Whoever may not have it is led to the page where people sign in, as Slack does, and never
 * told why: https://docs.slack.dev/reference/objects/file-object. Recorded as the call "download".
 */
export function answerDownload(
  [owner = ""]: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
  context: WorkspaceContext,
  { calls, faults }: { readonly calls: Calls; readonly faults: PlannedFaults },
): void {
  const id = owner.split("-").at(-1) ?? "";
  const { now } = context.state;
  const fault = faults.take("download");
  const outcome = fault ? spoiled(fault, request) : handOver(id, request, response, context);
  calls.record({ method: "download", args: { file: id }, at: now(), outcome, answer: null });
}

function spoiled(fault: WebApiFault, request: IncomingMessage): string {
  if ("hang" in fault) return "hang";
  request.socket.destroy();
  return "dropBefore";
}

function handOver(
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
  context: WorkspaceContext,
): string {
  const file = context.state.data.files[id];
  if (file?.phase !== "processed" || !mayRead(context, request, file)) {
    response.writeHead(302, { location: `${context.baseUrl()}/signin?redir=${id}` }).end();
    return "302";
  }
  const bytes = Buffer.from(file.contentBase64, "base64");
  response.writeHead(200, { "content-type": "application/octet-stream" }).end(bytes);
  return "ok";
}

/** The page where people sign in, which a program takes for the file if it does not look. */
export function answerSignIn(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>");
}

/** The bot's own files, those in its channels, and those that someone gave to it in a form. */
function mayRead(
  { state, settings, manifest }: WorkspaceContext,
  request: IncomingMessage,
  file: FileRecord,
) {
  if (request.headers.authorization !== `Bearer ${settings.botToken}`) return false;
  if (!botScopes(manifest).includes("files:read")) return false;
  const { shares } = file;
  return (
    shares.length === 0 ||
    shares.some(({ channelId }) => state.channel(channelId)?.isMember === true)
  );
}
