import { isPictureFile } from "../file-json.ts";
import { asRecord, asText, isRecord, type JsonRecord } from "../json.ts";
import type { Metadata } from "../model.ts";
import type { WorkspaceState } from "../state.ts";
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

/** Refuses a slack_file that is unknown, still processed or no picture: https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object */
export function requireReadyPictures(
  state: WorkspaceState,
  blocks: unknown,
  pointer = "/blocks",
): void {
  for (const [id, place] of slackFiles(blocks, pointer)) {
    const file = state.data.files[id];
    if (file && isPictureFile(file)) continue;
    throw refuseWith("invalid_blocks", [`[ERROR] invalid slack file [json-pointer:${place}]`]);
  }
}

function slackFiles(value: unknown, pointer: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => slackFiles(item, `${pointer}/${index}`));
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = `${pointer}/${name}`;
    const id = name === "slack_file" ? asText(asRecord(inner).id) : undefined;
    return id === undefined ? slackFiles(inner, place) : [[id, place] as const];
  });
}
