import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { Log } from "../engine/ports.ts";
import { sdkLogger } from "./log.ts";

/** Three ways to Slack that never share a queue, a pause or an options object. */
export interface Clients {
  /** Posts and edits: one try, 10 s, a 429 rejects at once; repeating is the worker's business. */
  readonly worker: WebClient;
  /** What a waiting person asked for: one try, 2 s, for a trigger_id lives 3 s. */
  readonly trigger: WebClient;
  /** For the socket's `apps.connections.open`: retried for ever, at most 10 s apart. */
  readonly socket: Omit<WebClientOptions, "logger" | "logLevel">;
}

/** Makes the clients; `slackApiUrl` ends with "/api/" and is given to each, for no environment variable is read. */
export function createClients(parts: {
  readonly botToken: string;
  readonly slackApiUrl: string;
  readonly log: Log;
}): Clients {
  const { botToken, slackApiUrl, log } = parts;
  const once = (timeout: number) =>
    new WebClient(botToken, {
      slackApiUrl,
      timeout,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: sdkLogger(log),
    });
  return {
    worker: once(10_000),
    trigger: once(2_000),
    socket: {
      slackApiUrl,
      timeout: 10_000,
      retryConfig: { forever: true, maxTimeout: 10_000, unref: true },
    },
  };
}
