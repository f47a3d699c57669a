import type { MessageStore } from "../../engine/ports.ts";
import type { Run } from "../../run/run.ts";
import type { Identity } from "../transport/bot-identity.ts";
import { cardKey } from "./message-rows.ts";

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
