import { Postponed } from "../../run/errors.ts";
import type { Message, PostMessage } from "../messages/blocks/message.ts";
import { type BestEffort, type Later, latest } from "./best-effort.ts";
import { byPriority, priorityOf } from "./edit-priority.ts";
import { hashOf } from "./message-identity.ts";
import type { MessageRows } from "./message-rows.ts";
import type { Pictures } from "./pictures.ts";
import type { MessageDelivery } from "./send.ts";

/** What one showing of a run works with. */
export interface Showing {
  readonly deliver: MessageDelivery;
  readonly bestEffort: BestEffort;
  readonly pictures: Pictures;
  readonly rows: MessageRows;
  /** Rejects with Postponed once another worker shows this run. */
  readonly mine: () => Promise<void>;
}

/** Edits what is outdated, the most urgent first. Progress that there is no budget for is left to the next repaint. */
export async function editAll(
  { deliver, rows, mine }: Showing,
  wanted: readonly Message[],
): Promise<void> {
  const outdated = wanted.filter(isEditable).filter((message) => isOutdated(rows, message));
  for (const message of outdated.toSorted(byPriority(rows.run))) {
    await mine();
    const isProgress = priorityOf(rows.run, message) === "progress";
    const edited = deliver.edit(rows, message);
    await (isProgress ? edited.catch(unlessWaiting) : edited);
  }
}

// To wait for it would hold up the repaint that takes the buttons away.
function unlessWaiting(error: unknown): void {
  if (!(error instanceof Postponed)) throw error;
}

/** Posts what is missing, in order. Resolves with what wants to be tried again, and when. */
export async function sendAll(
  { deliver, bestEffort, rows, mine }: Showing,
  wanted: readonly Message[],
): Promise<Later> {
  const waits: Later[] = [];
  const home = homeOf(rows);
  for (const message of wanted) {
    if (isThere(rows, message) || bestEffort.hasGivenUp(home, message.key)) continue;
    await mine();
    const work = () => deliver.send(rows, message);
    if (isEditable(message)) await work();
    else waits.push(await bestEffort.attempt(home, message.key, work));
  }
  return latest(waits);
}

const blocksOf = (message: Message) => (message.kind === "post" ? message.blocks : []);

/** Uploads the pictures that have no file yet. Resolves as sending does. */
export async function bringAll(
  { pictures, bestEffort, rows, mine }: Showing,
  drawn: readonly Message[],
): Promise<Later> {
  const waits: Later[] = [];
  const home = homeOf(rows);
  for (const picture of pictures.missing(rows, drawn.flatMap(blocksOf))) {
    const key = picture.slack_file.id;
    if (bestEffort.hasGivenUp(home, key)) continue;
    await mine();
    waits.push(await bestEffort.attempt(home, key, () => pictures.bring(rows, picture)));
  }
  return latest(waits);
}

/** Edits what the channel was told, once that is no longer the newest truth. Resolves as sending does. */
export async function editTold(
  { deliver, bestEffort, rows, mine }: Showing,
  wanted: readonly Message[],
): Promise<Later> {
  const waits: Later[] = [];
  const home = homeOf(rows);
  for (const message of wanted) {
    if (message.kind !== "post" || !holdsNothingBack(message)) continue;
    if (!isOutdated(rows, message) || bestEffort.hasGivenUp(home, message.key)) continue;
    await mine();
    const work = () => deliver.edit(rows, message);
    waits.push(await bestEffort.attempt(home, message.key, work));
  }
  return latest(waits);
}

// What was given up in one channel may work in the next.
const homeOf = ({ run }: MessageRows): string => `${run.id} in ${run.place.channel}`;

const isEditable = (message: Message): message is PostMessage =>
  message.kind === "post" && !holdsNothingBack(message);

/** What the channel was told. */
const holdsNothingBack = ({ where }: PostMessage): boolean =>
  where === "broadcast" || where === "channel";

const isOutdated = (rows: MessageRows, message: PostMessage): boolean => {
  const row = rows.row(message.key);
  return row !== undefined && row.ts !== "" && row.hash !== hashOf(message);
};

const isThere = (rows: MessageRows, message: Message): boolean => {
  const row = rows.row(message.key);
  return row !== undefined && row.ts !== "";
};
