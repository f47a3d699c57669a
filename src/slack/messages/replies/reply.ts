import type { KnownBlock } from "@slack/types";

/** An answer that only the person who asked sees: ephemeral or through the response_url. */
export interface Reply {
  readonly blocks: readonly KnownBlock[];
  /** The same for screen readers and notifications. */
  readonly text: string;
}
