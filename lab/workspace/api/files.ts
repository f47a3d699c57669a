import type { WorkspaceContext } from "../context.ts";
import { fileJson } from "../file-json.ts";
import { identity } from "../identity.ts";
import { asRecords, asText, type JsonRecord } from "../json.ts";
import type { FileRecord } from "../model.ts";
import { post, theBot } from "../posting.ts";
import { writableChannel } from "../rules/channels.ts";
import { Refusal } from "../rules/refusal.ts";
import {
  type Arguments,
  botMethod,
  type Methods,
  scope,
  textArgument,
  textOrNull,
} from "./method.ts";

/** files.getUploadURLExternal, completeUploadExternal and info: https://docs.slack.dev/messaging/working-with-files */
export const filesMethods: Methods = {
  // https://docs.slack.dev/reference/methods/files.getUploadURLExternal
  "files.getUploadURLExternal": botMethod(
    scope("files:write"),
    "filename length",
    "alt_txt alt_text snippet_type",
    reserve,
  ),
  // https://docs.slack.dev/reference/methods/files.completeUploadExternal
  "files.completeUploadExternal": botMethod(
    scope("files:write"),
    "files",
    "channel_id channels thread_ts initial_comment blocks",
    complete,
  ),
  // https://docs.slack.dev/reference/methods/files.info
  "files.info": botMethod(
    scope("files:read"),
    "file",
    "count cursor limit page",
    (args, { state }) => {
      const file = state.data.files[textArgument(args, "file")];
      if (!file || file.phase === "reserved") throw new Refusal("file_not_found");
      return { file: fileJson(state, file) };
    },
  ),
};

function reserve(args: Arguments, { state, baseUrl }: WorkspaceContext): JsonRecord {
  const length = Number(textArgument(args, "length"));
  if (!Number.isInteger(length) || length < 1) throw new Refusal("invalid_arguments");
  const id = state.nextId("F");
  const name = textArgument(args, "filename");
  state.data.files[id] = {
    id,
    name,
    length,
    title: name,
    createdAt: state.now(),
    uploadedBy: identity.botUserId,
    phase: "reserved",
    contentBase64: "",
    shares: [],
  };
  return { upload_url: `${baseUrl()}/upload/v1/${id}`, file_id: id };
}

function complete(args: Arguments, context: WorkspaceContext): JsonRecord {
  const { state, settings } = context;
  const channelId = textOrNull(args, "channel_id") ?? textOrNull(args, "channels");
  if (channelId !== null) writableChannel(state, channelId);
  const files = asRecords(args.files).map((file) => uploaded(context, file));
  if (files.length === 0) throw new Refusal("invalid_arguments");
  for (const file of files) {
    file.phase = "processing";
    state.changed("file", file.id);
  }
  const process = () => share(files, channelId, args, context);
  context.later(settings.fileDelayMs, process);
  return { files: files.map((file) => fileJson(state, file)) };
}

function uploaded({ state }: WorkspaceContext, { id, title }: JsonRecord): FileRecord {
  const file = state.data.files[asText(id) ?? ""];
  if (file?.phase !== "uploaded") throw new Refusal("file_not_found");
  file.title = asText(title) ?? file.name;
  return file;
}

/** Runs once processing is over: the message appears only then, without ts or metadata for the caller. */
function share(
  files: readonly FileRecord[],
  channelId: string | null,
  args: Arguments,
  context: WorkspaceContext,
): void {
  for (const file of files) file.phase = "processed";
  if (channelId !== null) {
    const threadTs = textOrNull(args, "thread_ts");
    const comment = textArgument(args, "initial_comment");
    const message = post(context, {
      channelId,
      author: theBot,
      text: comment,
      // "initial_comment drops blocks": https://docs.slack.dev/reference/methods/files.completeUploadExternal
      blocks: comment === "" ? asRecords(args.blocks) : [],
      threadTs,
      fileIds: files.map((file) => file.id),
    });
    for (const file of files) file.shares = [{ channelId, ts: message.ts, threadTs }];
  }
  for (const file of files) context.state.changed("file", file.id);
}
