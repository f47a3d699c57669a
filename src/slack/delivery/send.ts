import type { WebClient } from "@slack/web-api";
import { Postponed } from "../../run/errors.ts";
import type { FileMessage, Message, PostMessage } from "../messages/blocks/message.ts";
import { urgencyOf } from "./edit-priority.ts";
import { errorFor } from "./failures.ts";
import type { Files } from "./files.ts";
import type { createTwoLooks } from "./find-posted.ts";
import { hashOf } from "./message-identity.ts";
import { cardKey, type Sheet } from "./message-rows.ts";
import type { Posts } from "./posts.ts";

/**
 * Sends and edits the messages of a sheet so that each arrives exactly once. A row says what is known of a message:
 * a ts: it is there, as its hash says; no ts but a hash: it is under way, look first; neither: it certainly is not there; a ts but
 * no hash: it is there, and an edit of it is under way or was lost, so nobody knows how it looks.
 */
export interface MessageDelivery {
  /** Edits what is there; where that is not possible any more, the row becomes one to send, a generation younger. */
  readonly edit: (sheet: Sheet, message: PostMessage) => Promise<void>;
  readonly send: (sheet: Sheet, message: Message) => Promise<void>;
}

interface DeliveryParts {
  readonly client: WebClient;
  readonly posts: Posts;
  readonly files: Files;
  readonly looks: ReturnType<typeof createTwoLooks>;
}

export function createDelivery(parts: DeliveryParts): MessageDelivery {
  const edit = (sheet: Sheet, message: PostMessage) => editPost(parts, sheet, message);
  return {
    edit,
    send: (sheet, message) => {
      if (message.kind === "file") return sendFile(parts, sheet, message);
      return sendPost(parts, sheet, message);
    },
  };
}

async function editPost(
  { posts }: Pick<DeliveryParts, "posts">,
  sheet: Sheet,
  message: PostMessage,
) {
  const { key } = message;
  const row = sheet.row(key);
  if (row === undefined || row.ts === "") return;
  const { ts, generation } = row;
  const edited = await posts.edit(message, sheet.mark(key, generation), sheet.spot(message), {
    ts,
    urgency: urgencyOf(sheet.run, message),
    // Else a run that is back where it was would find its message as it was, though Slack shows the edit whose answer was lost.
    before: () => sheet.put({ ...row, hash: "" }),
  });
  await sheet.put(
    edited.kind === "edited"
      ? { key, ts, generation, hash: hashOf(message) }
      : { key, ts: "", generation: generation + 1, hash: "" },
  );
}

async function sendPost(parts: DeliveryParts, sheet: Sheet, message: PostMessage) {
  const row = sheet.row(message.key);
  if (row !== undefined && row.hash !== "" && (await adopted(parts, sheet, message))) return;
  const { key } = message;
  const generation = row?.generation ?? 1;
  const hash = hashOf(message);
  // Stored first: a crash from here on leaves a row that says "look".
  await sheet.put({ key, ts: "", hash, generation });
  const mark = sheet.mark(key, generation);
  const posted = await parts.posts.post(message, mark, sheet.spot(message));
  if (posted.kind === "posted") return sheet.put({ key, ts: posted.ts, hash, generation });
  if (posted.kind === "doubt" && (await adopted(parts, sheet, message))) return;
  if (posted.kind !== "doubt") await sheet.put({ key, ts: "", hash: "", generation });
  if (posted.kind === "rootGone") await renewCard(sheet);
  throw posted.error;
}

/** A run that has a card of its own gets a new one, and with it a new thread, when someone deleted the old one. */
async function renewCard(sheet: Sheet): Promise<void> {
  const card = sheet.row(cardKey);
  if (card === undefined || card.ts === "" || sheet.run.place.threadTs !== undefined) return;
  await sheet.put({ key: cardKey, ts: "", hash: "", generation: card.generation + 1 });
  throw new Postponed("The run's card was deleted; it is posted anew.", 0);
}

/** Takes over a post whose answer was lost, if it arrived. Rejects with Postponed until that is certain. */
async function adopted({ posts, looks }: DeliveryParts, sheet: Sheet, message: PostMessage) {
  const row = sheet.row(message.key);
  if (row === undefined) return false;
  const mark = sheet.mark(row.key, row.generation);
  const name = `${mark.run} ${mark.key} ${mark.generation}`;
  const ts = looks(name, await posts.find(mark, sheet.spot(message)));
  if (ts === undefined) return false;
  await sheet.put({ ...row, ts });
  const isEditable = message.where === "root" || message.where === "thread";
  if (isEditable && row.hash !== hashOf(message)) await editPost({ posts }, sheet, message);
  return true;
}

async function sendFile({ files, looks }: DeliveryParts, sheet: Sheet, message: FileMessage) {
  const { key } = message;
  const row = sheet.row(key);
  const { channel } = sheet.run.place;
  const hash = hashOf(message);
  const generation = (row?.generation ?? 0) + 1;
  if (row?.ts === "" && row.file !== undefined && row.hash !== "") {
    const isShared = await files
      .isShared(row.file, channel)
      .catch((error) => Promise.reject(errorFor(error)));
    if (looks(row.file, isShared || undefined)) return sheet.put({ ...row, ts: row.file });
  }
  const reserved = await files.reserve(message).catch((error) => Promise.reject(errorFor(error)));
  await sheet.put({ key, ts: "", hash, generation, file: reserved.id });
  const shared = await files.complete(reserved, message, { channel, threadTs: sheet.threadTs() });
  if (shared.kind === "completed") {
    return sheet.put({ key, ts: reserved.id, hash, generation, file: reserved.id });
  }
  if (shared.kind === "not") await sheet.put({ key, ts: "", hash: "", generation });
  throw errorFor(shared.error);
}
