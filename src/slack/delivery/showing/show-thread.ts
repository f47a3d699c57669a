import type { WebClient } from "@slack/web-api";
import type { Authorizer } from "../../../engine/authorizer.ts";
import type { Budgets } from "../../../engine/budgets.ts";
import type { Clock, Log, MessageStore, Show } from "../../../engine/ports.ts";
import type { Draw } from "../../../language/picture.ts";
import type { Run } from "../../../run/run.ts";
import type { Message } from "../../messages/blocks/message.ts";
import { createTwoLooks } from "../posting/find-posted.ts";
import { createMessageDelivery } from "../posting/message-delivery.ts";
import { anotherShows, openMessageRows } from "../posting/message-rows.ts";
import { type BotUser, createPosts } from "../posting/posts.ts";
import { withPaidBudget, withRateLimits } from "../posting/rate-limits.ts";
import { createFiles } from "../web-api/file-uploads.ts";
import { createBestEffort, type Later, latestOnly } from "./best-effort.ts";
import { createPictures, withReadyPictures } from "./pictures.ts";
import {
  editBroadcasts,
  editOutdated,
  postMissing,
  type Showing,
  uploadPictures,
} from "./reconcile.ts";
import { suppressOverheard } from "./suppress-overheard.ts";

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
export function createShowThread(parts: ThreadParts): Show {
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
      return createMessageDelivery({ posts: within, files, looks });
    },
    bestEffort: createBestEffort(log),
    pictures: createPictures(files, draw, steady),
  };
}

/** Resolves with what wants to be tried again, and when; undefined when all is there. */
async function showAll(showing: Showing, drawn: readonly Message[]): Promise<Later> {
  const before = withReadyPictures(showing.rows, drawn);
  await editOutdated(showing, before);
  const sending = await postMissing(showing, before);
  const bringing = await uploadPictures(showing, drawn);
  const now = withReadyPictures(showing.rows, drawn);
  await editOutdated(showing, now);
  return latestOnly([sending, bringing, await editBroadcasts(showing, now)]);
}

const shownAs = {
  imageless: "it is shown without its images",
  sections: "those like it are shown as sections from now on",
  text: "it is shown plainly",
} as const;
