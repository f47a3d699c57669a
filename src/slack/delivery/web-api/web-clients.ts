import { WebClient } from "@slack/web-api";
import type { Log } from "../../../engine/ports.ts";
import { sdkLogger } from "../../transport/sdk-log.ts";
import { checkSlackAnswers, limitAnswerSize } from "./check-answers.ts";

/** Three ways to Slack that never share a queue, a pause or an options object. */
export interface Clients {
  /** Posts and edits: one try, 10 s, a 429 rejects at once; repeating is the worker's business. */
  readonly worker: WebClient;
  /** What a waiting person asked for: one try, 2 s, for a trigger_id lives 3 s. */
  readonly trigger: WebClient;
  /** For `apps.connections.open`: one try, 10 s; repeating is the pair of sockets' business. */
  readonly socket: (appToken: string) => WebClient;
}

/** Makes the clients; `slackApiUrl` ends with "/api/" and is given to each, for no environment variable is read. */
export function createClients(parts: {
  readonly botToken: string;
  readonly slackApiUrl: string;
  readonly log: Log;
  readonly fetch?: typeof fetch;
}): Clients {
  const { botToken, slackApiUrl, log, fetch: ask = slackFetch } = parts;
  const once = (token: string, timeout: number) =>
    new WebClient(token, {
      slackApiUrl,
      timeout,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: sdkLogger(log),
      fetch: checkSlackAnswers(ask),
    });
  return {
    worker: once(botToken, 10_000),
    trigger: once(botToken, 2_000),
    socket: (appToken) => once(appToken, 10_000),
  };
}

/** How Slack is asked: the process's own fetch, whose answers end. */
export const slackFetch = limitAnswerSize(fetch);

/**
 * Whether an address that came in a request or an answer is Slack's: where its API is, or a host below that name, such as
 * files.slack.com and hooks.slack.com. Nothing goes anywhere else, neither a token nor what somebody is told.
 */
export function isAtSlack(address: string, slackApiUrl: string): boolean {
  const [url, api] = [URL.parse(address), new URL(slackApiUrl)];
  if (url === null || url.protocol !== api.protocol || url.port !== api.port) return false;
  return url.hostname === api.hostname || url.hostname.endsWith(`.${api.hostname}`);
}
