import { Postponed } from "../../run/errors.ts";
import type { Message, PostMessage } from "../messages/blocks/message.ts";
import { type BestEffort, type Later, latest } from "./best-effort.ts";
import { byUrgency, urgencyOf } from "./edit-priority.ts";
import { hashOf } from "./message-identity.ts";
import type { Sheet } from "./message-rows.ts";
import type { Pictures } from "./pictures.ts";
import type { MessageDelivery } from "./send.ts";

/** What one showing of a run works with. */
export interface Showing {
  readonly deliver: MessageDelivery;
  readonly bestEffort: BestEffort;
  readonly pictures: Pictures;
  readonly sheet: Sheet;
  /** Rejects with Postponed once another worker shows this run. */
  readonly mine: () => Promise<void>;
}

/** Edits what is outdated, the most urgent first. Progress that there is no budget for is left to the next repaint. */
export async function editAll(
  { deliver, sheet, mine }: Showing,
  wanted: readonly Message[],
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

/** Posts what is missing, in order. Resolves with what wants to be tried again, and when. */
export async function sendAll(
  { deliver, bestEffort, sheet, mine }: Showing,
  wanted: readonly Message[],
): Promise<Later> {
  const waits: Later[] = [];
  const home = homeOf(sheet);
  for (const message of wanted) {
    if (isThere(sheet, message) || bestEffort.hasGivenUp(home, message.key)) continue;
    await mine();
    const work = () => deliver.send(sheet, message);
    if (isEditable(message)) await work();
    else waits.push(await bestEffort.attempt(home, message.key, work));
  }
  return latest(waits);
}

const blocksOf = (message: Message) => (message.kind === "post" ? message.blocks : []);

/** Uploads the pictures that have no file yet. Resolves as sending does. */
export async function bringAll(
  { pictures, bestEffort, sheet, mine }: Showing,
  drawn: readonly Message[],
): Promise<Later> {
  const waits: Later[] = [];
  const home = homeOf(sheet);
  for (const picture of pictures.missing(sheet, drawn.flatMap(blocksOf))) {
    const key = picture.slack_file.id;
    if (bestEffort.hasGivenUp(home, key)) continue;
    await mine();
    waits.push(await bestEffort.attempt(home, key, () => pictures.bring(sheet, picture)));
  }
  return latest(waits);
}

/** Edits what the channel was told, once that is no longer the newest truth. Resolves as sending does. */
export async function editTold(
  { deliver, bestEffort, sheet, mine }: Showing,
  wanted: readonly Message[],
): Promise<Later> {
  const waits: Later[] = [];
  const home = homeOf(sheet);
  for (const message of wanted) {
    if (message.kind !== "post" || !holdsNothingBack(message)) continue;
    if (!isOutdated(sheet, message) || bestEffort.hasGivenUp(home, message.key)) continue;
    await mine();
    const work = () => deliver.edit(sheet, message);
    waits.push(await bestEffort.attempt(home, message.key, work));
  }
  return latest(waits);
}

// What was given up in one channel may work in the next.
const homeOf = ({ run }: Sheet): string => `${run.id} in ${run.place.channel}`;

const isEditable = (message: Message): message is PostMessage =>
  message.kind === "post" && !holdsNothingBack(message);

/** What the channel was told. */
const holdsNothingBack = ({ where }: PostMessage): boolean =>
  where === "broadcast" || where === "channel";

const isOutdated = (sheet: Sheet, message: PostMessage): boolean => {
  const row = sheet.row(message.key);
  return row !== undefined && row.ts !== "" && row.hash !== hashOf(message);
};

const isThere = (sheet: Sheet, message: Message): boolean => {
  const row = sheet.row(message.key);
  return row !== undefined && row.ts !== "";
};
