import type { Config } from "../config/config.ts";
import { type CheckResult, failure } from "./check.ts";

export interface SlackAnswer {
  readonly body: {
    readonly ok?: boolean;
    readonly error?: string;
    readonly team?: string;
    readonly channel?: { readonly is_member?: boolean; readonly is_archived?: boolean };
  };
  readonly headers: Headers;
}

/** Asks Slack; what it says, or that it does not answer. */
export async function callSlack(
  config: Pick<Config, "slackApiUrl">,
  method: string,
  token: string,
  fields: { readonly [name: string]: string } = {},
): Promise<SlackAnswer | CheckResult> {
  try {
    const response = await fetch(new URL(method, config.slackApiUrl), {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(fields),
      redirect: "error",
      signal: AbortSignal.timeout(10_000),
    });
    return { body: (await response.json()) as SlackAnswer["body"], headers: response.headers };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    return failure("slack-unreachable", `Slack does not answer at ${config.slackApiUrl} (${why}).`);
  }
}
