import { asText, isRecord, type JsonRecord } from "../json.ts";
import type { Metadata } from "../model.ts";
import { problemsOfBlocks } from "./blocks.ts";
import { Refusal, refuseWith } from "./refusal.ts";

// https://docs.slack.dev/reference/methods/chat.postMessage: longer text is cut at 40,000 characters
// by Slack; refused here, for a cut message is a bug of the app.
const mostPostedCharacters = 40_000;

// https://docs.slack.dev/reference/methods/chat.update: msg_too_long above 4,000 bytes.
const mostUpdatedBytes = 4_000;

/** Refuses a message with neither text nor blocks, or with too much of either. */
export function requirePostable(text: string, blocks: readonly JsonRecord[]): void {
  if (text === "" && blocks.length === 0) throw new Refusal("no_text");
  if (text.length > mostPostedCharacters) throw new Refusal("msg_too_long");
}

/** Refuses an edit whose text is too long. */
export function requireUpdatable(text: string): void {
  if (Buffer.byteLength(text) > mostUpdatedBytes) throw new Refusal("msg_too_long");
}

/** Refuses blocks that a message cannot show, saying which and why; also those of types that the workspace `lacks`. */
export function requireBlocks(blocks: unknown, lacks: readonly string[]): void {
  if (blocks === undefined) return;
  if (!Array.isArray(blocks)) throw new Refusal("invalid_blocks_format");
  const problems = problemsOfBlocks(blocks, "message", "/blocks", lacks);
  if (problems.length > 0) throw refuseWith("invalid_blocks", problems);
}

/** Reads metadata: https://docs.slack.dev/messaging/message-metadata/ asks for both fields. */
export function readMetadata(value: unknown): Metadata | null {
  if (value === undefined || value === null) return null;
  // https://docs.slack.dev/reference/methods/chat.postMessage
  if (!isRecord(value)) throw new Refusal("invalid_metadata_format");
  const eventType = asText(value.event_type);
  if (!eventType || !isRecord(value.event_payload)) throw new Refusal("invalid_metadata_schema");
  return { event_type: eventType, event_payload: value.event_payload };
}
