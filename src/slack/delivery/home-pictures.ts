import { setTimeout as pause } from "node:timers/promises";
import type { KnownBlock } from "@slack/types";
import type { SentMessage } from "../../engine/ports.ts";
import { Postponed } from "../../run/errors.ts";
import { type FileRows, type Pictures, withPictures } from "./pictures.ts";

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
