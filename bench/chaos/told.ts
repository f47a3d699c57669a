import type { Act } from "../../src/run/act.ts";
import type { RunEvent } from "../../src/run/event.ts";

/** What one walker was told about one thing they asked for. Times in milliseconds since the epoch. */
export interface Told {
  /** Slack's id of what was delivered: trigger_id, view id and hash, or event_id. */
  readonly id: string;
  readonly by: string;
  readonly wants: Wanted;
  /** The message of a person that it is about, by channel and ts. */
  readonly about?: string;
  /** For what is refused after the acknowledgement: what the rules must refuse, if nothing was recorded. */
  readonly ruled?: {
    readonly run: string;
    readonly act: Act;
    /** Where it was said, for what is only heard in the channel where the run lives. */
    readonly channel?: string;
  };
  readonly sentAt: number;
  /** When it was acknowledged, or given up. */
  readonly answeredAt: number;
  readonly acked: boolean;
  /** The walker was told, in the acknowledgement or privately, that nothing was recorded. */
  readonly refused: boolean;
}

/** What an event must say to be the record of an act; absent parts may be anything. */
export interface Wanted {
  readonly kind: RunEvent["kind"];
  readonly run?: string;
  readonly channel?: string;
  readonly visit?: string;
  readonly choice?: string;
  readonly item?: string;
  readonly to?: string;
  /** Typed by this walker for this act only. */
  readonly text?: string;
}

/** Whether the walker must believe that it is done. */
export const isPromised = ({ acked, refused }: Told): boolean => acked && !refused;
