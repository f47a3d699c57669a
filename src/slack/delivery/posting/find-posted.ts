import type { WebClient } from "@slack/web-api";
import type { Clock } from "../../../engine/ports.ts";
import { Postponed } from "../../../run/errors.ts";
import { codeOf } from "../web-api/failures.ts";
import { carriesMark, type PostMark } from "./message-identity.ts";

/** By how much the clocks of this process and of Slack may differ without a page more. */
const skewSeconds = 120;
const pageSize = 200;
const mostPages = 10;

/**
 * The ts of the message of `botUser` that carries the mark, as far as Slack's history shows it now; any app can write the same mark.
 * Needs the history scopes. A channel is read from its newest messages back; one page at least, for a clock that was far ahead must not hide what is there.
 */
export async function findPosted(
  client: WebClient,
  { mark, botUser }: { readonly mark: PostMark; readonly botUser: string },
  spot: Spot,
): Promise<string | undefined> {
  let cursor: string | undefined;
  const since = spot.since / 1000 - skewSeconds;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await readPage(client, spot, cursor).catch(emptyIfUnseen);
    const found = answer.messages?.find(
      ({ user, metadata }) => user === botUser && carriesMark(metadata, mark),
    );
    if (found?.ts !== undefined) return found.ts;
    if (spot.threadTs === undefined && Number(answer.messages?.at(-1)?.ts) < since)
      return undefined;
    cursor = answer.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") return undefined;
  }
  return undefined;
}

/**
 * Slack's history lags, so nothing counts as lost before two looks, 5 s apart: rejects with Postponed after the first one that
 * found nothing. `name` tells apart what is looked for. `steady` never jumps: a clock that is set must not be taken for a wait.
 */
export function createTwoLooks(steady: Clock) {
  const firstLooks = new Map<string, number>();
  return <Found>(name: string, found: Found | undefined): Found | undefined => {
    const first = firstLooks.get(name) ?? steady();
    const waited = steady() - first;
    if (found === undefined && waited < apartMs) {
      firstLooks.set(name, first);
      throw new Postponed("Slack may not show yet what was sent last.", apartMs - waited);
    }
    firstLooks.delete(name);
    return found;
  };
}

const apartMs = 5_000;

/** While history lags, even the thread's root may not be there yet. */
function emptyIfUnseen(error: unknown): Awaited<ReturnType<typeof readPage>> {
  if (codeOf(error) === "thread_not_found") return { ok: true };
  throw error;
}

function readPage(client: WebClient, spot: Spot, cursor: string | undefined) {
  const shared = {
    channel: spot.channel,
    // Without it only event_type comes back, not the payload.
    include_all_metadata: true,
    limit: pageSize,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return spot.threadTs === undefined
    ? client.conversations.history(shared)
    : client.conversations.replies({ ...shared, ts: spot.threadTs });
}

/** Where a message of a run goes: a reply in `threadTs`, or a message of its own in the channel. */
export interface Spot {
  readonly team: string;
  readonly channel: string;
  readonly threadTs?: string;
  readonly isBroadcast: boolean;
  /** Milliseconds since the epoch: nothing of the run is older. */
  readonly since: number;
}
