import type { Flow } from "#flow";
import type { Run } from "../../../src/run/run.ts";
import type { Message } from "../../../src/slack/messages/blocks/message.ts";
import type { Ledger } from "../ledger.ts";
import type { Sight } from "../shown.ts";
import type { Told } from "../told.ts";

/** Something that went wrong, told so that it can be looked for again. */
export interface Finding {
  readonly kind: "lost" | "duplicated" | "stuck" | "outOfOrder";
  readonly says: string;
  readonly run?: string;
  /** The message, effect or delivery it is about. */
  readonly key?: string;
  /** Milliseconds since the epoch. */
  readonly at?: number;
}

/** All that is known when everything has come to rest. */
export interface Evidence {
  readonly told: readonly Told[];
  readonly ledger: Ledger;
  readonly sight: Sight;
  readonly runs: readonly Judged[];
  /** Milliseconds since the epoch: work due by then should have been done. */
  readonly now: number;
}

/** A run with what its thread should look like. */
export interface Judged {
  readonly run: Run;
  readonly flow: Flow;
  /** In the order in which they should stand. */
  readonly wanted: readonly Message[];
}
