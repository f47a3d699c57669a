import { createHash } from "node:crypto";
import type { ImageBlock, KnownBlock } from "@slack/types";
import type { Drawing } from "../../../../language/picture.ts";
import type { Run } from "../../../../run/run.ts";
import { newestComparison, picturesOf } from "../../../../run/slices/looks.ts";
import { altOf } from "./alt-text.ts";

/**
 * An image that is still to be drawn. It stands among a message's blocks; when the message is sent, the file of its drawing
 * takes its place, or nothing as long as there is none.
 */
export type PictureBlock = ImageBlock & {
  readonly slack_file: { readonly id: string };
  readonly drawing: Drawing;
  /** What stands in its place until the file is there. */
  readonly meanwhile?: readonly KnownBlock[];
};

/** A drawing as a block; `slack_file.id` is its content's key until the file is there. */
export const pictureBlock = (drawing: Drawing): PictureBlock => ({
  type: "image",
  alt_text: altOf(drawing),
  slack_file: { id: keyOf(drawing) },
  drawing,
});

/** The one picture that a whole run is told by: before and after where that was compared, else the first failures, else the newest value over time. */
export function pictureOfRun(run: Run): readonly PictureBlock[] {
  const drawn = run.visits.flatMap((visit) => (visit.superseded ? [] : picturesOf(run, visit)));
  const best =
    newestComparison(run) ??
    drawn.find(({ kind }) => kind === "failures") ??
    drawn.findLast(({ kind }) => kind === "series");
  return best === undefined ? [] : [pictureBlock(best)];
}

/** The same for the same content: what was uploaded once is found again. */
const keyOf = (drawing: Drawing): string =>
  createHash("sha256").update(JSON.stringify(drawing)).digest("hex").slice(0, 24);

export const isPicture = (block: KnownBlock): block is PictureBlock =>
  block.type === "image" && "drawing" in block;
