/** "server": when it closes an idle connection from its client. "client": how long it keeps one to the server behind it. */
export type Side = "server" | "client";

/** "set", "default": `seconds` says. "never": idle connections are not closed. "closes": after each response. */
export type TimeoutState = "set" | "default" | "never" | "closes" | "unknown";

/**
 * The effective idle timeout of one server in one place, worst first where places differ. It holds nothing of the text it was
 * read from but numbers.
 */
export interface IdleReading {
  /** A name of the server table, or "unknown" for a file that nothing recognised. */
  readonly server: string;
  readonly side: Side;
  /** As configured: what a server adds by itself is not in it. For "default" what the server really does. */
  readonly seconds: number | null;
  readonly state: TimeoutState;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** No line sets it: it holds only as long as nothing elsewhere does. */
  readonly byDefault?: true;
  /** The files are a part of the whole: what in another file may override it, in one sentence. */
  readonly unless?: string;
  readonly others: readonly Other[];
}

/** Why a reading is as it is, or a value that stands elsewhere or applies under a condition. */
export interface Other {
  /** One sentence of ours, never of the text. */
  readonly says: string;
  readonly seconds: number | null;
  readonly state: TimeoutState;
  readonly file: string;
  readonly line: number;
}

/** The `server` of a reading that says how long the load balancer itself keeps an idle connection; its side is "client". */
export const loadBalancerServer = "load balancer";

/** The `server` of a reading that says only that a file was not understood. */
export const unrecognised = "unknown";
