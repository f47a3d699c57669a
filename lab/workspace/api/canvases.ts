import type { Context } from "../context.ts";
import { identity } from "../identity.ts";
import { asRecord, asRecords, asText, type JsonRecord } from "../json.ts";
import { writableChannel } from "../rules/channels.ts";
import { Refusal } from "../rules/refusal.ts";
import { type Arguments, type Methods, scope, text, textOrNull } from "./method.ts";

/** canvases.create and edit: https://docs.slack.dev/surfaces/canvases. A canvas is a file of its channel. */
export const canvasesMethods: Methods = {
  // https://docs.slack.dev/reference/methods/canvases.create
  "canvases.create": {
    token: "bot",
    scopes: scope("canvases:write"),
    required: [],
    optional: ["title", "document_content", "channel_id"],
    handle: create,
  },
  // https://docs.slack.dev/reference/methods/canvases.edit
  "canvases.edit": {
    token: "bot",
    scopes: scope("canvases:write"),
    required: ["canvas_id", "changes"],
    optional: [],
    handle: edit,
  },
};

function create(args: Arguments, { state }: Context): JsonRecord {
  const channelId = textOrNull(args, "channel_id");
  if (channelId !== null) writableChannel(state, channelId);
  const content = markdownIn(args.document_content);
  const id = state.nextId("F");
  const title = textOrNull(args, "title") ?? "Untitled";
  state.data.files[id] = {
    id,
    name: `${title}.canvas`,
    title,
    length: content.length,
    createdAt: state.now(),
    uploadedBy: identity.botUserId,
    phase: "processed",
    contentBase64: content.toString("base64"),
    shares: channelId === null ? [] : [{ channelId, ts: "", threadTs: null }],
  };
  state.changed("file", id);
  return { canvas_id: id };
}

function edit(args: Arguments, { state }: Context): JsonRecord {
  const file = state.data.files[text(args, "canvas_id")];
  if (!file?.name.endsWith(".canvas")) throw new Refusal("canvas_not_found");
  const [change] = asRecords(args.changes);
  // Only the replacement of everything is there, which is all that the bot asks for.
  if (change === undefined || change.operation !== "replace" || change.section_id !== undefined)
    throw new Refusal("canvas_editing_failed");
  file.contentBase64 = markdownIn(change.document_content).toString("base64");
  state.changed("file", file.id);
  return {};
}

// "The markdown content is limited to 1 MiB": https://docs.slack.dev/reference/methods/canvases.create
const mostCharacters = 1_048_576;

function markdownIn(content: unknown): Buffer {
  const { type, markdown } = asRecord(content);
  const written = asText(markdown) ?? "";
  if (type !== "markdown" || written.length > mostCharacters)
    throw new Refusal("invalid_arguments");
  return Buffer.from(written);
}
