import type { WebClient } from "@slack/web-api";
import type { Authorizer } from "../../engine/authorizer.ts";
import type { Budgets } from "../../engine/budgets.ts";
import type { Clock, Log, MessageStore, Show } from "../../engine/ports.ts";
import type { Draw } from "../../language/picture.ts";
import type { Run } from "../../run/run.ts";
import type { Message } from "../messages/blocks/message.ts";
import { createBestEffort, type Later, latestOnly } from "./best-effort.ts";
import { createFiles } from "./files.ts";
import { createTwoLooks } from "./find-posted.ts";
import { anotherShows, openMessageRows } from "./message-rows.ts";
import { suppressOverheard } from "./overheard.ts";
import { createPictures, withReadyPictures } from "./pictures.ts";
import { type BotUser, createPosts } from "./posts.ts";
import { withPaidBudget, withRateLimits } from "./rate-limits.ts";
import { bringAll, editAll, editTold, type Showing, sendAll } from "./reconcile.ts";
import { createDelivery } from "./send.ts";

/** What `show` needs: the worker's client, what was sent, and the rendering of a run. */
export interface ThreadParts {
  readonly client: WebClient;
  readonly messages: MessageStore;
  readonly budgets: Budgets;
  readonly render: (run: Run) => Promise<readonly Message[]>;
  readonly clock: Clock;
  /** Never jumps, in milliseconds from anywhere: performance.now. */
  readonly steady: Clock;
  readonly log: Log;
  readonly draw: Draw;
  readonly botUser: BotUser;
  /** Whether the run may be shown where it lives, as that is at this moment. */
  readonly mayShow: Authorizer["mayShow"];
}

/**
 * Makes a thread look like its run: changed messages are edited first, so that old buttons leave before new ones come, then
 * what is missing is posted in order. Messages that left the rendering stay as history. Files, broadcasts, channel posts and
 * pictures are best effort and hold nothing back: a message is sent without its picture, and edited when that is ready.
 */
export function createShow(parts: ThreadParts): Show {
  const { messages, render } = parts;
  const tools = toolsOf(parts);
  return async (run, stillMine, paid) => {
    const mine = async () => {
      if (!(await stillMine())) throw anotherShows();
    };
    const drawn = await render(run);
    const rows = await openMessageRows(run, messages);
    const showing = { ...tools, deliver: tools.deliverPaid(paid), rows, mine };
    const later = await suppressOverheard(showing, parts.mayShow, (guarded) =>
      showAll(guarded, drawn),
    );
    if (later !== undefined) throw later;
  };
}

function toolsOf({ client, botUser, budgets, clock, steady, log, draw }: ThreadParts) {
  const posts = createPosts(client, botUser, ({ mark: { run, key }, form }) =>
    log.warn(`This workspace refused the blocks of a message; ${shownAs[form]}.`, { run, key }),
  );
  const files = createFiles(client);
  const looks = createTwoLooks(steady);
  return {
    deliverPaid: (paid: string | undefined) => {
      const within = withRateLimits(posts, withPaidBudget(budgets, paid), clock);
      return createDelivery({ posts: within, files, looks });
    },
    bestEffort: createBestEffort(log),
    pictures: createPictures(files, draw, steady),
  };
}

/** Resolves with what wants to be tried again, and when; undefined when all is there. */
async function showAll(showing: Showing, drawn: readonly Message[]): Promise<Later> {
  const before = withReadyPictures(showing.rows, drawn);
  await editAll(showing, before);
  const sending = await sendAll(showing, before);
  const bringing = await bringAll(showing, drawn);
  const now = withReadyPictures(showing.rows, drawn);
  await editAll(showing, now);
  return latestOnly([sending, bringing, await editTold(showing, now)]);
}

const shownAs = {
  imageless: "it is shown without its images",
  sections: "those like it are shown as sections from now on",
  text: "it is shown plainly",
} as const;
