import type { JsonRecord } from "./json.ts";
import type { FileRecord } from "./model.ts";
import type { WorkspaceState } from "./state.ts";

const types: Readonly<Record<string, readonly [filetype: string, mimetype: string]>> = {
  md: ["markdown", "text/markdown"],
  txt: ["text", "text/plain"],
  csv: ["csv", "text/csv"],
  log: ["text", "text/plain"],
  json: ["javascript", "application/json"],
  png: ["png", "image/png"],
  jpg: ["jpg", "image/jpeg"],
  gz: ["gzip", "application/gzip"],
  zip: ["zip", "application/zip"],
  pdf: ["pdf", "application/pdf"],
  conf: ["text", "text/plain"],
  yaml: ["yaml", "text/plain"],
  yml: ["yaml", "text/plain"],
  js: ["javascript", "text/plain"],
  ts: ["typescript", "text/plain"],
  py: ["python", "text/plain"],
  xml: ["xml", "text/plain"],
};

/** A file as the Web API shows it; type and shares stay empty until it is processed: https://docs.slack.dev/reference/objects/file-object */
export function fileJson(state: WorkspaceState, file: FileRecord): JsonRecord {
  const [filetype, mimetype] = types[file.name.split(".").at(-1) ?? ""] ?? ["binary", ""];
  const isReady = file.phase === "processed";
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    created: Math.floor(file.createdAt / 1_000),
    timestamp: Math.floor(file.createdAt / 1_000),
    size: file.length,
    user: file.uploadedBy,
    filetype: isReady ? filetype : "",
    mimetype: isReady ? mimetype : "",
    mode: "hosted",
    is_external: false,
    file_access: "visible",
    url_private: state.fileUrl(`${file.id}/${encodeURIComponent(file.name)}`),
    url_private_download: state.fileUrl(`${file.id}/download/${encodeURIComponent(file.name)}`),
    channels: file.shares.map((share) => share.channelId),
    shares: sharesJson(state, file),
  };
}

/** Whether a processed file is a picture that an image block may show. */
export const isPictureFile = (file: FileRecord): boolean =>
  file.phase === "processed" && /\.(png|jpe?g|gif)$/i.test(file.name);

function sharesJson(state: WorkspaceState, file: FileRecord): JsonRecord {
  const kinds: Record<string, Record<string, JsonRecord[]>> = {};
  for (const share of file.shares) {
    const channel = state.channel(share.channelId);
    const kind = channel?.isPrivate ? "private" : "public";
    const entry = {
      ts: share.ts,
      channel_name: channel?.name,
      ...(share.threadTs !== null && { thread_ts: share.threadTs }),
    };
    const before = kinds[kind]?.[share.channelId] ?? [];
    kinds[kind] = { ...kinds[kind], [share.channelId]: [...before, entry] };
  }
  return kinds;
}
