import type { WebClient } from "@slack/web-api";
import type { Draw } from "../engine/drawing.ts";
import { Postponed } from "../engine/errors.ts";
import type { Budgets, Clock, Log, MessageStore, Show } from "../engine/ports.ts";
import type { Run } from "../engine/run.ts";
import { type BestEffort, createBestEffort } from "./best-effort.ts";
import { budgeted } from "./budgeted.ts";
import { createDelivery, type MessageDelivery } from "./delivery.ts";
import { createFiles } from "./files.ts";
import { createTwoLooks } from "./looking.ts";
import type { Message, PostMessage } from "./messages/message.ts";
import { createPictures, illustrated, type Pictures } from "./pictures.ts";
import { createPosts } from "./posts.ts";
import { hashOf } from "./sending.ts";
import { openSheet, type Sheet } from "./sheet.ts";
import { byUrgency, urgencyOf } from "./urgency.ts";

/** What `show` needs: the worker's client, what was sent, and the rendering of a run. */
export interface ThreadParts {
  readonly client: WebClient;
  readonly messages: MessageStore;
  readonly budgets: Budgets;
  readonly render: (run: Run) => Promise<readonly Message[]>;
  readonly clock: Clock;
  readonly log: Log;
  readonly draw: Draw;
}

/**
 * Makes a thread look like its run: changed messages are edited first, so that old buttons leave before new ones come, then
 * what is missing is posted in order. Messages that left the rendering stay as history. Files, broadcasts, channel posts and
 * pictures are best effort and hold nothing back: a message is sent without its picture, and edited when that is ready.
 */
export function createShow(parts: ThreadParts): Show {
  const { client, messages, budgets, render, clock, log, draw } = parts;
  const posts = createPosts(client, ({ mark: { run, key }, form }) =>
    log.warn(`This workspace refused the blocks of a message; ${shownAs[form]}.`, { run, key }),
  );
  const files = createFiles(client);
  const deliver = createDelivery({
    posts: budgeted(posts, budgets, clock),
    files,
    looks: createTwoLooks(clock),
  });
  const bestEffort = createBestEffort(log);
  const pictures = createPictures(files, draw, clock);
  return async (run, stillMine) => {
    const mine = async () => {
      if (!(await stillMine())) throw new Postponed("Another worker shows this run now.", 0);
    };
    const drawn = await render(run);
    const sheet = await openSheet(run, messages);
    const wanted = illustrated(sheet, drawn);
    await editAll(deliver, sheet, wanted, mine);
    const later = await sendAll(deliver, bestEffort, sheet, wanted, mine);
    const pending = await bringAll(pictures, bestEffort, sheet, drawn, mine);
    await editAll(deliver, sheet, illustrated(sheet, drawn), mine);
    const wait = Math.max(later, pending);
    if (wait > 0) throw new Postponed("A file, a picture or an announcement comes later.", wait);
  };
}

const shownAs = {
  imageless: "it is shown without its images",
  sections: "those like it are shown as sections from now on",
  text: "it is shown plainly",
} as const;

/** Edits what is outdated, the most urgent first. Progress that there is no budget for is left to the next repaint. */
async function editAll(
  deliver: MessageDelivery,
  sheet: Sheet,
  wanted: readonly Message[],
  mine: () => Promise<void>,
): Promise<void> {
  const outdated = wanted.filter(isEditable).filter((message) => isOutdated(sheet, message));
  for (const message of outdated.toSorted(byUrgency(sheet.run))) {
    await mine();
    const isProgress = urgencyOf(sheet.run, message) === "progress";
    const edited = deliver.edit(sheet, message);
    await (isProgress ? edited.catch(unlessWaiting) : edited);
  }
}

// To wait for it would hold up the repaint that takes the buttons away.
function unlessWaiting(error: unknown): void {
  if (!(error instanceof Postponed)) throw error;
}

/** Posts what is missing, in order. Resolves with the milliseconds until something wants to be tried again, or 0. */
async function sendAll(
  deliver: MessageDelivery,
  bestEffort: BestEffort,
  sheet: Sheet,
  wanted: readonly Message[],
  mine: () => Promise<void>,
): Promise<number> {
  const waits: number[] = [];
  const home = homeOf(sheet);
  for (const message of wanted) {
    if (isThere(sheet, message) || bestEffort.hasGivenUp(home, message.key)) continue;
    await mine();
    const work = () => deliver.send(sheet, message);
    if (isEditable(message)) await work();
    else waits.push(await bestEffort.attempt(home, message.key, work));
  }
  return Math.max(0, ...waits);
}

/** Uploads the pictures that have no file yet. Resolves as sending does. */
async function bringAll(
  pictures: Pictures,
  bestEffort: BestEffort,
  sheet: Sheet,
  drawn: readonly Message[],
  mine: () => Promise<void>,
): Promise<number> {
  const waits: number[] = [];
  const home = homeOf(sheet);
  for (const picture of pictures.missing(sheet, drawn)) {
    const key = picture.slack_file.id;
    if (bestEffort.hasGivenUp(home, key)) continue;
    await mine();
    waits.push(await bestEffort.attempt(home, key, () => pictures.bring(sheet, picture)));
  }
  return Math.max(0, ...waits);
}

// What was given up in one channel may work in the next.
const homeOf = ({ run }: Sheet): string => `${run.id} in ${run.place.channel}`;

/** Broadcasts and channel posts are never edited: Slack cannot broadcast an edit. */
const isEditable = (message: Message): message is PostMessage =>
  message.kind === "post" && (message.where === "root" || message.where === "thread");

const isOutdated = (sheet: Sheet, message: PostMessage): boolean => {
  const row = sheet.row(message.key);
  return row !== undefined && row.ts !== "" && row.hash !== hashOf(message);
};

const isThere = (sheet: Sheet, message: Message): boolean => {
  const row = sheet.row(message.key);
  if (row === undefined || row.ts === "") return false;
  return message.kind === "post" || row.hash === hashOf(message);
};
