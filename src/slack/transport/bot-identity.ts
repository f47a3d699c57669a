import { setTimeout as pause } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import type { Log } from "../../engine/ports.ts";
import { codeOf, retryAfterMs } from "../delivery/web-api/failures.ts";
import { lastingRefusal } from "../messages/replies/refusal-sentences.ts";
import { causeOf } from "./sdk-log.ts";

export interface Self {
  readonly botId: string;
  readonly botUserId: string;
  readonly team: string;
  /** "https://example.slack.com/": the start of every link to a message. */
  readonly url: string;
}

/** Asks Slack once who the bot is, and again until it answers. */
export interface Identity {
  /** Cached after the first answer. Rejects with SlackRefused when Slack does not accept the token. */
  readonly known: () => Promise<Self>;
  readonly cached: () => Self | undefined;
  readonly stop: () => void;
}

/** One failed auth.test must not leave the bot deaf: it is asked again after 1, 2, 4, 5, 5 … seconds, or when Slack asked for it. */
export function createIdentity(parts: {
  readonly client: WebClient;
  readonly log: Log;
  /** Before the next attempt, where Slack asked to wait for so many milliseconds. */
  readonly pauseMs?: typeof usualPause;
}): Identity {
  const { client, log, pauseMs = usualPause } = parts;
  const stopping = new AbortController();
  let self: Self | undefined;
  let asking: Promise<Self> | undefined;
  const ask = async (): Promise<Self> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        self = await askOnce(client);
        return self;
      } catch (error) {
        throwIfLasting(error);
        stopping.signal.throwIfAborted();
        log.warn("Slack did not say who the bot is; asking again.", { cause: causeOf(error) });
        await pause(pauseMs(attempt, retryAfterMs(error)), undefined, { signal: stopping.signal });
      }
    }
  };
  return {
    known: () => {
      if (self !== undefined) return Promise.resolve(self);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    cached: () => self,
    stop: () => stopping.abort(),
  };
}

const usualPause = (attempt: number, askedMs: number): number =>
  Math.max(askedMs, Math.min(5_000, 1_000 * 2 ** attempt));

async function askOnce(client: WebClient): Promise<Self> {
  const { bot_id, user_id, team_id, url } = await client.auth.test();
  return { botId: bot_id ?? "", botUserId: user_id ?? "", team: team_id ?? "", url: url ?? "" };
}

function throwIfLasting(error: unknown): void {
  const lasting = lastingRefusal(codeOf(error) ?? "");
  if (lasting !== undefined) throw lasting;
}
