import { setTimeout as pause } from "node:timers/promises";
import type { KnownBlock } from "@slack/types";
import type { Clock, SentMessage } from "../../../engine/ports.ts";
import type { Draw } from "../../../language/picture.ts";
import { Postponed } from "../../../run/errors.ts";
import type { Message } from "../../messages/blocks/message.ts";
import { isPicture, type PictureBlock } from "../../messages/thread/evidence/picture.ts";
import type { MessageRows } from "../posting/message-rows.ts";
import { errorFor } from "../web-api/failures.ts";
import type { Files, Upload } from "../web-api/file-uploads.ts";

export type FileRows = Pick<MessageRows, "row" | "put">;

/** Draws what messages show and uploads each drawing once. */
export interface Pictures {
  /** The drawings among these blocks that have no file to show yet, each once. */
  readonly missing: (fileRows: FileRows, blocks: readonly KnownBlock[]) => readonly PictureBlock[];
  /** Uploads one. Rejects with Postponed until Slack has processed it. */
  readonly bring: (fileRows: FileRows, picture: PictureBlock) => Promise<void>;
}

/**
 * The row of a drawing says what is known of its file. A ts: it can be shown. No ts but a file: it was reserved, and Slack
 * knows how far it came. Nobody sees a file that is not shared, so one that is uploaded twice after a crash does no harm.
 */
export function createPictures(files: Files, draw: Draw, steady: Clock): Pictures {
  const patience = createPatience(steady);
  return {
    missing,
    bring: async (fileRows, picture) => {
      const put = (file: string, ts: string) =>
        fileRows.put({ ...rowOf(fileRows, picture), file, ts });
      try {
        const known = rowOf(fileRows, picture).file;
        const isThere = known !== undefined && (await files.state(known)) !== "gone";
        const file = isThere ? known : await send(files, draw, picture, put);
        if ((await files.state(file)) !== "ready") throw patience.askedFor(file);
        await put(file, file);
      } catch (error) {
        throw error instanceof Postponed ? error : errorFor(error);
      }
    },
  };
}

/** The messages as they can be sent now: with the pictures whose files are there, and without the others. */
export const withReadyPictures = (
  fileRows: FileRows,
  messages: readonly Message[],
): readonly Message[] =>
  messages.map((message) =>
    message.kind === "post" && message.blocks.some(isPicture)
      ? { ...message, blocks: withPictures(fileRows, message.blocks) }
      : message,
  );

export const withPictures = (fileRows: FileRows, blocks: readonly KnownBlock[]): KnownBlock[] =>
  blocks.flatMap((block) => shown(fileRows, block));

function shown(fileRows: FileRows, block: KnownBlock): readonly KnownBlock[] {
  if (!isPicture(block)) return [block];
  const { drawing: _drawn, meanwhile = [], ...image } = block;
  const { ts } = rowOf(fileRows, block);
  return ts === "" ? meanwhile : [{ ...image, slack_file: { id: ts } }];
}

function missing(fileRows: FileRows, blocks: readonly KnownBlock[]): readonly PictureBlock[] {
  const pictures = blocks.filter(isPicture);
  const byKey = new Map(pictures.map((picture) => [picture.slack_file.id, picture]));
  return [...byKey.values()].filter((picture) => rowOf(fileRows, picture).ts === "");
}

/** The row under the drawing's key; one that knows of no file where there is none yet. */
function rowOf(fileRows: FileRows, { slack_file: { id } }: PictureBlock): SentMessage {
  const key = `picture/${id}`;
  return { key, ts: "", generation: 1, ...fileRows.row(key), hash: id };
}

async function send(
  files: Files,
  draw: Draw,
  { drawing, alt_text: alt }: PictureBlock,
  put: (file: string, ts: string) => Promise<void>,
): Promise<string> {
  const content = new Uint8Array(await draw(drawing));
  const upload: Upload = { filename: `${drawing.kind}.png`, title: drawing.kind, content, alt };
  const reserved = await files.reserve(upload);
  // Stored first: a crash from here on leaves a row whose file Slack can be asked for.
  await put(reserved.id, "");
  const completed = await files.complete(reserved, upload);
  if (completed.kind === "not") throw completed.error;
  return reserved.id;
}

// Slack has processed a picture within a second or two.
const pollMs = 1_000;
const longestMs = 60_000;

/** How long a file is waited for: again in a second, and after a minute no more. `steady` never jumps. */
function createPatience(steady: Clock) {
  const since = new Map<string, number>();
  return {
    askedFor: (file: string): Error => {
      const first = since.get(file) ?? steady();
      since.set(file, first);
      return steady() - first < longestMs
        ? new Postponed("Slack has not processed a picture yet.", pollMs)
        : new Error("Slack did not process a picture within a minute.");
    },
  };
}

/** Pictures in what belongs to no run, such as App Home. Their files are known for as long as the process lives. */
export interface HomePictures {
  /** The blocks as they can be shown now: with the pictures that are there, and without the others. */
  readonly hung: (blocks: readonly KnownBlock[]) => KnownBlock[];
  /** Brings the pictures that are not there yet; true when there are new ones to show. */
  readonly bring: (blocks: readonly KnownBlock[]) => Promise<boolean>;
  /** Shows none from now on, where Slack does not take them. */
  readonly close: () => void;
}

/** How often Slack is asked whether it has processed a picture; who opens the page later sees it then. */
const mostTries = 12;
const betweenMs = 250;

export function createHomePictures(pictures: Pictures): HomePictures {
  const fileRows = createFileRows();
  let isOpen = true;
  let last: Promise<unknown> = Promise.resolve();
  return {
    hung: (blocks) => withPictures(isOpen ? fileRows : createFileRows(), blocks),
    bring: (blocks) => {
      // Two who open their page at once do not upload everything twice.
      const bringing = last.then(async () => isOpen && bringAll(pictures, fileRows, blocks));
      last = bringing.catch(() => {});
      return bringing;
    },
    close: () => {
      isOpen = false;
    },
  };
}

function createFileRows(): FileRows {
  const rows = new Map<string, SentMessage>();
  return {
    row: (key) => rows.get(key),
    put: async (row) => {
      rows.set(row.key, row);
    },
  };
}

async function bringAll(
  pictures: Pictures,
  fileRows: FileRows,
  blocks: readonly KnownBlock[],
): Promise<boolean> {
  const missing = pictures.missing(fileRows, blocks);
  for (const picture of missing) await patiently(() => pictures.bring(fileRows, picture));
  return missing.length > 0;
}

async function patiently(bring: () => Promise<void>, tries = mostTries): Promise<void> {
  try {
    await bring();
  } catch (error) {
    if (!(error instanceof Postponed) || tries <= 1) throw error;
    await pause(betweenMs);
    await patiently(bring, tries - 1);
  }
}
