import type { WebClient } from "@slack/web-api";
import { raceDeadline } from "../../deadline.ts";
import type { Clock } from "../../engine/ports.ts";
import { NotAllowed } from "../../run/errors.ts";
import { type Failure, failureOf } from "../delivery/web-api/failures.ts";
import { lastingRefusal, refusalTexts } from "../messages/replies/refusal-sentences.ts";

/** Whether the bot can post somewhere; "unknown" where Slack gave no answer in time: the thread will tell. */
export type BotMembership = "in" | "canJoin" | "mustBeInvited" | "direct" | "archived" | "unknown";

/** Asked before a run is created: commands and shortcuts also work where the bot cannot post. */
export interface Memberships {
  /** Rejects with NotAllowed where Slack refuses to say: what cannot be seen cannot be posted in either. */
  readonly check: (channel: string) => Promise<BotMembership>;
  /** Joins a public channel. Rejects as Slack does. */
  readonly join: (channel: string) => Promise<void>;
}

// The run starts within 2 s of the click, and the subject is looked up at the same time.
const patienceMs = 1_200;
const rememberMs = 5 * 60_000;

export function createMemberships(client: WebClient, clock: Clock): Memberships {
  const knownIn = new Map<string, number>();
  return {
    check: async (channel) => {
      const seen = knownIn.get(channel);
      if (seen !== undefined && Math.abs(clock() - seen) < rememberMs) return "in";
      const membership = await raceDeadline({ ms: patienceMs }, ask(client, channel), tooLate);
      if (membership === "in") knownIn.set(channel, clock());
      return membership;
    },
    join: async (channel) => {
      await client.conversations.join({ channel });
      knownIn.set(channel, clock());
    },
  };
}

async function ask(client: WebClient, id: string): Promise<BotMembership> {
  try {
    const { channel = {} } = await client.conversations.info({ channel: id });
    if (channel.is_im || channel.is_mpim) return "direct";
    if (channel.is_archived) return "archived";
    if (channel.is_member) return "in";
    return channel.is_private ? "mustBeInvited" : "canJoin";
  } catch (error) {
    return unseen(failureOf(error));
  }
}

/** Throws NotAllowed where it is no invitation that is missing. */
function unseen(failure: Failure): BotMembership {
  if (failure.kind !== "refused") return "unknown";
  if (notIn.has(failure.code)) return "mustBeInvited";
  const refused = lastingRefusal(failure.code);
  throw new NotAllowed(refused?.message ?? refusalTexts.notShown(failure.code));
}

// A private channel that the bot is not in does not exist for it; the others are what Slack's page and other servers say of one.
const notIn = new Set(["channel_not_found", "not_in_channel", "channel_is_limited_access"]);

const tooLate = (): BotMembership => "unknown";
