import type { Context } from "../context.ts";
import { isRecord } from "../json.ts";
import type { FileRecord } from "../model.ts";

/** A file a person picks. */
export interface FileEntry {
  readonly name: string;
  /** Text, or bytes in base64 where `isBase64` says so. */
  readonly content: string;
  readonly isBase64?: boolean;
}

/** Whether something entered is a file. */
export const isFileEntry = (value: unknown): value is FileEntry =>
  isRecord(value) && typeof value.name === "string" && typeof value.content === "string";

/** Stores what a person picked; Slack has processed it by the time that the app hears of it. */
export function addFile({ state }: Context, personId: string, entry: FileEntry): FileRecord {
  const id = state.nextId("F");
  const bytes = Buffer.from(entry.content, entry.isBase64 === true ? "base64" : "utf8");
  const file: FileRecord = {
    id,
    name: entry.name,
    title: entry.name,
    length: bytes.length,
    createdAt: state.now(),
    uploadedBy: personId,
    phase: "processed",
    contentBase64: bytes.toString("base64"),
    shares: [],
  };
  state.data.files[id] = file;
  return file;
}
