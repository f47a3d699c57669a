import type { WebClient } from "@slack/web-api";
import type { Clock } from "../../engine/ports.ts";
import { Postponed } from "../../run/errors.ts";
import { codeOf } from "./failures.ts";
import { carries, type Mark } from "./message-identity.ts";
import type { Spot } from "./posts.ts";

// Clocks of this process and of Slack may differ.
const skewSeconds = 120;
const pageSize = 200;
const mostPages = 10;

/** The ts of the message that carries the mark, as far as Slack's history shows it now. Needs the history scopes. */
export async function lookFor(
  client: WebClient,
  mark: Mark,
  spot: Spot,
): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await readPage(client, spot, cursor).catch(emptyIfUnseen);
    const found = answer.messages?.find((message) => carries(message.metadata, mark));
    if (found?.ts !== undefined) return found.ts;
    cursor = answer.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") return undefined;
  }
  return undefined;
}

/**
 * Slack's history lags, so nothing counts as lost before two looks, 5 s apart: rejects with Postponed after the first one
 * that found nothing. `name` tells apart what is looked for.
 */
export function createTwoLooks(clock: Clock) {
  const firstLooks = new Map<string, number>();
  return <Found>(name: string, found: Found | undefined): Found | undefined => {
    // A clock that was set back since must not count as a first look that is still to come.
    const first = Math.min(firstLooks.get(name) ?? clock(), clock());
    const waited = clock() - first;
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
    oldest: String(spot.since / 1000 - skewSeconds),
    // Without it only event_type comes back, not the payload.
    include_all_metadata: true,
    limit: pageSize,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return spot.threadTs === undefined
    ? client.conversations.history(shared)
    : client.conversations.replies({ ...shared, ts: spot.threadTs });
}
