import type { MessageStore, SentMessage } from "../../../engine/ports.ts";
import { Postponed } from "../../../run/errors.ts";
import type { Run } from "../../../run/run.ts";
import type { PostMessage } from "../../messages/blocks/message.ts";
import type { Identity } from "../../transport/bot-identity.ts";
import type { Spot } from "./find-posted.ts";
import type { PostMark } from "./message-identity.ts";

/** Whoever shows a run and finds that another does by now leaves it to that one, and looks again. */
export const anotherShows = () => new Postponed("Another worker shows this run now.", 0);

/** What is known of a run's messages while they are being sent; each change is stored before it is relied on. */
export interface MessageRows {
  readonly run: Run;
  readonly row: (key: string) => SentMessage | undefined;
  /** Rejects with Postponed where another wrote the row since it was read. */
  readonly put: (row: SentMessage) => Promise<void>;
  /** The run's thread: the one it was started in, else its own card. Rejects while the card is not posted. */
  readonly threadTs: () => string;
  readonly spot: (message: PostMessage) => Spot;
  readonly mark: (key: string, generation: number) => PostMark;
}

export const cardKey = "card";

export async function openMessageRows(run: Run, messages: MessageStore): Promise<MessageRows> {
  const rows = new Map((await messages.all(run.id)).map((row) => [row.key, row]));
  const threadTs = () => threadOf(run, rows.get(cardKey));
  return {
    run,
    row: (key) => rows.get(key),
    put: async (row) => {
      if (!(await messages.put(run.id, row, rows.get(row.key)))) throw anotherShows();
      rows.set(row.key, row);
    },
    threadTs,
    spot: (message) => ({ ...spotOf(message, run, threadTs) }),
    mark: (key, generation) => ({ run: run.id, key, generation }),
  };
}

function threadOf(run: Run, card: SentMessage | undefined): string {
  const ts = run.place.threadTs ?? card?.ts ?? "";
  if (ts === "") throw new Error("The run's card is not posted yet, so its thread is unknown.");
  return ts;
}

function spotOf({ where }: PostMessage, run: Run, threadTs: () => string): Spot {
  const { team, channel, threadTs: startedIn } = run.place;
  const shared = { team, channel, since: run.startedAt, isBroadcast: where === "broadcast" };
  if (where === "channel") return shared;
  if (where !== "root") return { ...shared, threadTs: threadTs() };
  return startedIn === undefined ? shared : { ...shared, threadTs: startedIn };
}

/** A link to one message of a run, its card unless told; undefined while that is not posted. */
export type LinkTo = (run: Run, key?: string) => Promise<string | undefined>;

/**
 * Links are built, not asked for: that costs no call, and they are wanted within the answer to a click. Never rejects: an
 * answer without a link is better than none, and what it answers may be recorded already.
 */
export function createLinks(identity: Identity, messages: MessageStore): LinkTo {
  return async (run, key = cardKey) => {
    const rows = await messages.all(run.id).catch(() => []);
    const ts = rows.find((row) => row.key === key)?.ts ?? "";
    const url = identity.cached()?.url ?? "";
    if (ts === "" || url === "") return undefined;
    const threadTs = run.place.threadTs ?? rows.find((row) => row.key === cardKey)?.ts;
    const inThread =
      threadTs === undefined || threadTs === ts
        ? ""
        : `?thread_ts=${threadTs}&cid=${run.place.channel}`;
    return `${url}archives/${run.place.channel}/p${ts.replace(".", "")}${inThread}`;
  };
}
