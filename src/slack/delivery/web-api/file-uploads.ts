import type { WebClient } from "@slack/web-api";
import { failureOf } from "./failures.ts";
import { isAtSlack } from "./web-clients.ts";

/** Uploads files. Slack shares or processes them some time after it said yes, without ts or metadata. */
export interface Files {
  /** Reserves a file id. Nothing is visible yet; a reserved file that is never completed vanishes. */
  readonly reserve: (upload: Upload) => Promise<Reserved>;
  /** Sends the content and completes it, shared in a thread or nowhere. "doubt" when nobody knows whether it was. */
  readonly complete: (
    reserved: Reserved,
    upload: Upload,
    thread?: FileThread,
  ) => Promise<Completed>;
  /** Whether a file was shared in the channel, as far as Slack knows now. */
  readonly isShared: (file: string, channel: string) => Promise<boolean>;
  /** gone: never completed, or deleted; processing: it cannot be shown yet. */
  readonly state: (file: string) => Promise<"gone" | "processing" | "ready">;
}

export interface Upload {
  readonly filename: string;
  readonly title: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly alt?: string;
}

export interface Reserved {
  readonly id: string;
  readonly uploadUrl: string;
}

export interface FileThread {
  readonly channel: string;
  readonly threadTs: string;
}

export type Completed =
  | { readonly kind: "completed" }
  | { readonly kind: "not" | "doubt"; readonly error: unknown };

const uploadMs = 10_000;

export function createFiles(client: WebClient): Files {
  return {
    reserve: async ({ filename, content, alt }) => {
      const length = Buffer.byteLength(content);
      const answer = await client.files.getUploadURLExternal({
        filename,
        length,
        ...(alt === undefined ? {} : { alt_txt: alt.slice(0, mostAlt) }),
      });
      return { id: answer.file_id ?? "", uploadUrl: answer.upload_url ?? "" };
    },
    complete: async (reserved, upload, thread) => {
      try {
        await sendContent(client, reserved.uploadUrl, upload.content);
      } catch (error) {
        return { kind: "not", error };
      }
      return complete(client, reserved.id, upload.title, thread);
    },
    isShared: async (file, channel) => {
      const shares = (await known(client, file))?.shares;
      return [shares?.public, shares?.private].some((byChannel) => channel in (byChannel ?? {}));
    },
    state: async (file) => {
      const found = await known(client, file);
      if (found === undefined) return "gone";
      // Type and size of a picture are empty until it is processed.
      return (found.mimetype ?? "") === "" ? "processing" : "ready";
    },
  };
}

// https://docs.slack.dev/reference/methods/files.getUploadURLExternal
const mostAlt = 1_000;

/** What Slack says of a file; undefined when it knows none. */
async function known(client: WebClient, file: string) {
  try {
    return (await client.files.info({ file })).file;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "refused" && unknown.has(failure.code)) return undefined;
    throw error;
  }
}

const unknown = new Set(["file_not_found", "file_deleted"]);

async function sendContent(
  { slackApiUrl }: WebClient,
  url: string,
  content: Upload["content"],
): Promise<void> {
  if (!isAtSlack(url, slackApiUrl)) throw new Error("The file was to go to a host not Slack's.");
  const signal = AbortSignal.timeout(uploadMs);
  const answer = await fetch(url, { method: "POST", body: content, redirect: "error", signal });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The file's content was refused with status ${answer.status}.`);
}

async function complete(
  client: WebClient,
  id: string,
  title: string,
  thread: FileThread | undefined,
): Promise<Completed> {
  const where =
    thread === undefined ? {} : { channel_id: thread.channel, thread_ts: thread.threadTs };
  try {
    await client.files.completeUploadExternal({ files: [{ id, title }], ...where });
    return { kind: "completed" };
  } catch (error) {
    return { kind: failureOf(error).kind === "doubt" ? "doubt" : "not", error };
  }
}
