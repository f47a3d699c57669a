import type { WebClient } from "@slack/web-api";
import { Postponed } from "../engine/errors.ts";
import type { Budgets, Clock, Log, MessageStore, Show } from "../engine/ports.ts";
import type { Run } from "../engine/run.ts";
import { type BestEffort, createBestEffort } from "./best-effort.ts";
import { budgeted } from "./budgeted.ts";
import { createDelivery, type MessageDelivery } from "./delivery.ts";
import { createFiles } from "./files.ts";
import { createTwoLooks } from "./looking.ts";
import type { Message, PostMessage } from "./messages/message.ts";
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
}

/**
 * Makes a thread look like its run: changed messages are edited first, so that old buttons leave before new ones come, then
 * what is missing is posted in order. Messages that left the rendering stay as history. Files, broadcasts and channel
 * posts are best effort and hold nothing back.
 */
export function createShow(parts: ThreadParts): Show {
  const { client, messages, budgets, render, clock, log } = parts;
  const posts = createPosts(client, ({ run, key }) =>
    log.warn("This workspace refused the blocks of a message; it is shown plainly.", { run, key }),
  );
  const deliver = createDelivery({
    posts: budgeted(posts, budgets, clock),
    files: createFiles(client),
    looks: createTwoLooks(clock),
  });
  const bestEffort = createBestEffort(log);
  return async (run, stillMine) => {
    const mine = async () => {
      if (!(await stillMine())) throw new Postponed("Another worker shows this run now.", 0);
    };
    const wanted = await render(run);
    const sheet = await openSheet(run, messages);
    await editAll(deliver, sheet, wanted, mine);
    await sendAll(deliver, bestEffort, sheet, wanted, mine);
  };
}

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

/** Posts what is missing, in order. */
async function sendAll(
  deliver: MessageDelivery,
  bestEffort: BestEffort,
  sheet: Sheet,
  wanted: readonly Message[],
  mine: () => Promise<void>,
): Promise<void> {
  const waits: number[] = [];
  // What was given up in one channel may work in the next.
  const home = `${sheet.run.id} in ${sheet.run.place.channel}`;
  for (const message of wanted) {
    if (isThere(sheet, message) || bestEffort.hasGivenUp(home, message.key)) continue;
    await mine();
    const work = () => deliver.send(sheet, message);
    if (isEditable(message)) await work();
    else waits.push(await bestEffort.attempt(home, message.key, work));
  }
  const wait = Math.max(0, ...waits);
  if (wait > 0) throw new Postponed("A file or an announcement is tried again later.", wait);
}

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
