import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";

/** What is asked of Slack with one Web API method, and what Slack answers: both as they stand on the wire. */
export interface Exchange {
  readonly method: string;
  readonly call: (client: WebClient) => Promise<object>;
  /** The fields of the form; what is not text is JSON. */
  readonly sends: Readonly<Record<string, unknown>>;
  /** The answer as the method's page shows it, without `ok`. */
  readonly answers: object;
  /** The same where there is nothing; absent where the method has no such answer. */
  readonly empty?: object;
  /** A first page, and the cursor that asks for the second; absent where there are no pages. */
  readonly pages?: {
    readonly answers: object;
    readonly next: (client: WebClient, cursor: string) => Promise<object>;
  };
  /** Error codes of the method's page that mean something of their own here, and how the call counts as failed. */
  readonly refusals: Readonly<Record<string, "refused" | "doubt" | "wait">>;
}

export const [channel, user, ts] = ["C123ABC456", "U123ABC456", "1503435956.000247"];
export const blocks: KnownBlock[] = [{ type: "divider" }];
