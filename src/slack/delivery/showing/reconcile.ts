import { Postponed } from "../../../run/errors.ts";
import type { Message, PostMessage } from "../../messages/blocks/message.ts";
import type { MessageDelivery } from "../posting/message-delivery.ts";
import { messageHash } from "../posting/message-identity.ts";
import type { MessageRows } from "../posting/message-rows.ts";
import { editPriority, sortByPriority } from "../posting/posts.ts";
import { type BestEffort, type Later, latestOnly } from "./best-effort.ts";
import type { Pictures } from "./pictures.ts";

export interface Showing {
  readonly deliver: MessageDelivery;
  readonly bestEffort: BestEffort;
  readonly pictures: Pictures;
  readonly rows: MessageRows;
  /** Rejects with Postponed once another worker shows this run. */
  readonly mine: () => Promise<void>;
}

/** Edits what is outdated, the most urgent first. Progress that there is no budget for is left to the next repaint. */
export async function editOutdated(
  { deliver, rows, mine }: Showing,
  wanted: readonly Message[],
): Promise<void> {
  const outdated = wanted.filter(isEditable).filter((message) => isOutdated(rows, message));
  for (const message of outdated.toSorted(sortByPriority(rows.run))) {
    await mine();
    const isProgress = editPriority(rows.run, message) === "progress";
    const edited = deliver.edit(rows, message);
    await (isProgress ? edited.catch(unlessWaiting) : edited);
  }
}

// To wait for it would hold up the repaint that takes the buttons away.
function unlessWaiting(error: unknown): void {
  if (!(error instanceof Postponed)) throw error;
}

/** Posts what is missing, in order. Resolves with what wants to be tried again, and when. */
export async function postMissing(showing: Showing, wanted: readonly Message[]): Promise<Later> {
  const { deliver, rows, mine } = showing;
  const waits: Later[] = [];
  for (const message of wanted) {
    if (isThere(rows, message)) continue;
    const work = () => deliver.send(rows, message);
    if (isEditable(message)) await mine().then(work);
    else waits.push(await attempted(showing, message.key, work));
  }
  return latestOnly(waits);
}

const blocksOf = (message: Message) => (message.kind === "post" ? message.blocks : []);

/** Uploads the pictures that have no file yet. Resolves as sending does. */
export async function uploadPictures(showing: Showing, drawn: readonly Message[]): Promise<Later> {
  const { pictures, rows } = showing;
  const waits: Later[] = [];
  for (const picture of pictures.missing(rows, drawn.flatMap(blocksOf)))
    waits.push(
      await attempted(showing, picture.slack_file.id, () => pictures.bring(rows, picture)),
    );
  return latestOnly(waits);
}

/** Edits what the channel was told, once that is no longer the newest truth. Resolves as sending does. */
export async function editBroadcasts(showing: Showing, wanted: readonly Message[]): Promise<Later> {
  const { deliver, rows } = showing;
  const waits: Later[] = [];
  for (const message of wanted) {
    if (message.kind !== "post" || !holdsNothingBack(message) || !isOutdated(rows, message))
      continue;
    waits.push(await attempted(showing, message.key, () => deliver.edit(rows, message)));
  }
  return latestOnly(waits);
}

/** Does what holds nothing back, unless it was given up. */
async function attempted(
  { bestEffort, rows, mine }: Showing,
  key: string,
  work: () => Promise<void>,
): Promise<Later> {
  const home = homeOf(rows);
  if (bestEffort.hasGivenUp(home, key)) return undefined;
  await mine();
  return bestEffort.attempt(home, key, work);
}

// What was given up in one channel may work in the next.
const homeOf = ({ run }: MessageRows): string => `${run.id} in ${run.place.channel}`;

const isEditable = (message: Message): message is PostMessage =>
  message.kind === "post" && !holdsNothingBack(message);

const holdsNothingBack = ({ where }: PostMessage): boolean =>
  where === "broadcast" || where === "channel";

const isOutdated = (rows: MessageRows, message: PostMessage): boolean =>
  isThere(rows, message) && rows.row(message.key)?.hash !== messageHash(message);

const isThere = (rows: MessageRows, { key }: Message): boolean => (rows.row(key)?.ts ?? "") !== "";
