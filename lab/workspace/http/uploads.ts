import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "../context.ts";
import type { Calls } from "./calls.ts";
import type { Faults } from "./faults.ts";
import { readBody, readUpload } from "./request.ts";

/** Takes the bytes sent to an upload_url, by POST or PUT; recorded as the call "upload". */
export async function answerUpload(
  fileId: string,
  request: IncomingMessage,
  response: ServerResponse,
  { state }: Context,
  { calls, faults }: { readonly calls: Calls; readonly faults: Faults },
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
