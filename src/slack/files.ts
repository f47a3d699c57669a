import type { WebClient } from "@slack/web-api";
import { failureOf } from "./failures.ts";
import type { FileMessage } from "./messages/message.ts";

/** Uploads files into a thread. Slack shares them some time after it said yes, without ts or metadata. */
export interface Files {
  /** Reserves a file id. Nothing is visible yet; a reserved file that is never shared vanishes. */
  readonly reserve: (file: FileMessage) => Promise<Reserved>;
  /** Sends the content and shares it. "doubt" when nobody knows whether it was shared. */
  readonly share: (reserved: Reserved, file: FileMessage, thread: FileThread) => Promise<Shared>;
  /** Whether a file was shared in the channel, as far as Slack knows now. */
  readonly isShared: (file: string, channel: string) => Promise<boolean>;
}

export interface Reserved {
  readonly id: string;
  readonly uploadUrl: string;
}

export interface FileThread {
  readonly channel: string;
  readonly threadTs: string;
}

export type Shared =
  | { readonly kind: "shared" }
  | { readonly kind: "not" | "doubt"; readonly error: unknown };

const uploadMs = 10_000;

export function createFiles(client: WebClient): Files {
  return {
    reserve: async ({ filename, content }) => {
      const length = Buffer.byteLength(content);
      const answer = await client.files.getUploadURLExternal({ filename, length });
      return { id: answer.file_id ?? "", uploadUrl: answer.upload_url ?? "" };
    },
    share: async (reserved, file, thread) => {
      try {
        await upload(reserved.uploadUrl, file.content);
      } catch (error) {
        return { kind: "not", error };
      }
      return complete(client, reserved.id, file.title, thread);
    },
    isShared: async (file, channel) => {
      try {
        const shares = (await client.files.info({ file })).file?.shares;
        return [shares?.public, shares?.private].some((byChannel) => channel in (byChannel ?? {}));
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === "refused" && failure.code === "file_not_found") return false;
        throw error;
      }
    },
  };
}

async function upload(url: string, content: string): Promise<void> {
  const signal = AbortSignal.timeout(uploadMs);
  const answer = await fetch(url, { method: "POST", body: content, signal });
  if (!answer.ok) throw new Error(`The file's content was refused with status ${answer.status}.`);
}

async function complete(
  client: WebClient,
  id: string,
  title: string,
  { channel, threadTs }: FileThread,
): Promise<Shared> {
  try {
    await client.files.completeUploadExternal({
      files: [{ id, title }],
      channel_id: channel,
      thread_ts: threadTs,
    });
    return { kind: "shared" };
  } catch (error) {
    return { kind: failureOf(error).kind === "doubt" ? "doubt" : "not", error };
  }
}
