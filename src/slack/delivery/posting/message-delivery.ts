import { Postponed } from "../../../run/errors.ts";
import type { FileMessage, Message, PostMessage } from "../../messages/blocks/message.ts";
import { errorFor, withReadFailures } from "../web-api/failures.ts";
import type { Files } from "../web-api/file-uploads.ts";
import type { createTwoLooks } from "./find-posted.ts";
import { messageHash } from "./message-identity.ts";
import { cardKey, type MessageRows } from "./message-rows.ts";
import { editPriority, type Posts } from "./posts.ts";

/**
 * Sends and edits the messages of a run so that each arrives exactly once. A row says what is known of a message:
 * a ts: it is there, as its hash says; no ts but a hash: it is under way, look first; neither: it certainly is not there; a ts but
 * no hash: it is there, and an edit of it is under way or was lost, so nobody knows how it looks.
 */
export interface MessageDelivery {
  /** Edits what is there; where that is not possible any more, the row becomes one to send, a generation younger. */
  readonly edit: (rows: MessageRows, message: PostMessage) => Promise<void>;
  readonly send: (rows: MessageRows, message: Message) => Promise<void>;
}

interface DeliveryParts {
  readonly posts: Posts;
  readonly files: Files;
  readonly looks: ReturnType<typeof createTwoLooks>;
}

export const createMessageDelivery = (parts: DeliveryParts): MessageDelivery => ({
  edit: (rows, message) => editPost(parts, rows, message),
  send: (rows, message) =>
    message.kind === "file" ? sendFile(parts, rows, message) : sendPost(parts, rows, message),
});

async function editPost(
  { posts }: Pick<DeliveryParts, "posts">,
  rows: MessageRows,
  message: PostMessage,
) {
  const { key } = message;
  const row = rows.row(key);
  if (row === undefined || row.ts === "") return;
  const { ts, generation } = row;
  const edited = await posts.edit(message, rows.mark(key, generation), rows.spot(message), {
    ts,
    priority: editPriority(rows.run, message),
    // Else a run that is back where it was would find its message as it was, though Slack shows the edit whose answer was lost.
    before: () => rows.put({ ...row, hash: "" }),
  });
  await rows.put(
    edited.kind === "edited"
      ? { key, ts, generation, hash: messageHash(message) }
      : { key, ts: "", generation: generation + 1, hash: "" },
  );
}

async function sendPost(parts: DeliveryParts, rows: MessageRows, message: PostMessage) {
  const row = rows.row(message.key);
  if (row !== undefined && row.hash !== "" && (await adopted(parts, rows, message))) return;
  const { key } = message;
  const generation = row?.generation ?? 1;
  const hash = messageHash(message);
  // Stored first: a crash from here on leaves a row that says "look".
  await rows.put({ key, ts: "", hash, generation });
  const mark = rows.mark(key, generation);
  const posted = await parts.posts.post(message, mark, rows.spot(message));
  if (posted.kind === "posted") return rows.put({ key, ts: posted.ts, hash, generation });
  if (posted.kind === "doubt" && (await adopted(parts, rows, message))) return;
  if (posted.kind !== "doubt") await rows.put({ key, ts: "", hash: "", generation });
  if (posted.kind === "rootGone") await renewCard(rows);
  throw posted.error;
}

/** A run that has a card of its own gets a new one, and with it a new thread, when someone deleted the old one. */
async function renewCard(rows: MessageRows): Promise<void> {
  const card = rows.row(cardKey);
  if (card === undefined || card.ts === "" || rows.run.place.threadTs !== undefined) return;
  await rows.put({ key: cardKey, ts: "", hash: "", generation: card.generation + 1 });
  throw new Postponed("The run's card was deleted; it is posted anew.", 0);
}

/** Takes over a post whose answer was lost, if it arrived. Rejects with Postponed until that is certain. */
async function adopted({ posts, looks }: DeliveryParts, rows: MessageRows, message: PostMessage) {
  const row = rows.row(message.key);
  if (row === undefined) return false;
  const mark = rows.mark(row.key, row.generation);
  const name = `${mark.run} ${mark.key} ${mark.generation}`;
  const ts = looks(name, await posts.find(mark, rows.spot(message)));
  if (ts === undefined) return false;
  await rows.put({ ...row, ts });
  const isEditable = message.where === "root" || message.where === "thread";
  if (isEditable && row.hash !== messageHash(message)) await editPost({ posts }, rows, message);
  return true;
}

async function sendFile({ files, looks }: DeliveryParts, rows: MessageRows, message: FileMessage) {
  const { key } = message;
  const row = rows.row(key);
  const { channel } = rows.run.place;
  const hash = messageHash(message);
  const generation = (row?.generation ?? 0) + 1;
  if (row?.ts === "" && row.file !== undefined && row.hash !== "") {
    const isShared = await withReadFailures(files.isShared(row.file, channel));
    if (looks(row.file, isShared || undefined)) return rows.put({ ...row, ts: row.file });
  }
  const reserved = await withReadFailures(files.reserve(message));
  await rows.put({ key, ts: "", hash, generation, file: reserved.id });
  const shared = await files.complete(reserved, message, { channel, threadTs: rows.threadTs() });
  if (shared.kind === "completed") {
    return rows.put({ key, ts: reserved.id, hash, generation, file: reserved.id });
  }
  if (shared.kind === "not") await rows.put({ key, ts: "", hash: "", generation });
  throw errorFor(shared.error);
}
