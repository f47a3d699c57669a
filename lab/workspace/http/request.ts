import type { IncomingMessage } from "node:http";
import { asRecord, type JsonRecord } from "../json.ts";
import { Refusal } from "../rules/refusal.ts";

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The arguments of a call, from a form or a JSON body: https://docs.slack.dev/apis/web-api */
export function readArguments(contentType: string, body: string): JsonRecord {
  if (contentType.startsWith("application/json")) return parseJson(body);
  const form: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    form[name] = structured.has(name) ? parseOrKeep(value) : value;
  }
  return form;
}

/** The bytes of an uploaded file: the raw body, or the first part of a multipart form. */
export async function readUpload(contentType: string, body: Buffer): Promise<Buffer> {
  if (!contentType.startsWith("multipart/form-data")) return body;
  const response = new Response(new Uint8Array(body), { headers: { "content-type": contentType } });
  for (const [, part] of await response.formData()) {
    return typeof part === "string" ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
  }
  return Buffer.alloc(0);
}

// Arguments that a form carries as JSON text.
const structured = new Set([
  "blocks",
  "metadata",
  "view",
  "files",
  "attachments",
  "document_content",
  "changes",
]);

function parseJson(body: string): JsonRecord {
  try {
    return asRecord(JSON.parse(body || "{}"));
  } catch {
    throw new Refusal("invalid_json");
  }
}

/** JSON that cannot be read stays text, and is then refused by the check of that argument. */
function parseOrKeep(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
