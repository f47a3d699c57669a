import type { PayloadDelivery } from "./delivery/envelopes.ts";
import type { Sockets } from "./delivery/socket.ts";
import type { JsonRecord } from "./json.ts";
import type { Manifest } from "./manifest.ts";
import type { WorkspaceState } from "./state.ts";

/** What a caller of the workspace may set, with what holds unless told; times in milliseconds. */
export interface WorkspaceSettings {
  /** How late history and replies show a new message; 0. */
  readonly historyLagMs: number;
  /** How long an uploaded file is processed before it is shared; 0, "held" until `processFiles`. */
  readonly fileDelayMs: number | "held";
  /** How old a message may be when it is edited; null for no limit, as it is. */
  readonly editWindowMs: number | null;
  /** Whether a post with a client_msg_id that was seen before posts nothing new, which Slack does not document; it is so. */
  readonly knowsClientMsgIds: boolean;
  /** Block types that are refused in messages, as some workspaces do with the newer ones; none. */
  readonly lacks: readonly string[];
}

/** Fake tokens that the app will use. */
export interface Tokens {
  readonly botToken: string;
  readonly appToken: string;
}

/** What every part of the workspace works with. */
export interface WorkspaceContext {
  readonly state: WorkspaceState;
  readonly manifest: Manifest;
  readonly settings: WorkspaceSettings & Tokens;
  readonly sockets: Sockets;
  /** Where the workspace listens, without a slash at the end. */
  readonly baseUrl: () => string;
  /** Sends an event to the app if it subscribed to it and may receive it; null if not. */
  readonly emit: (subscription: string, event: JsonRecord) => Promise<PayloadDelivery | null>;
  /** Does something later, or when told to; not once the workspace is closed. */
  readonly later: (delayMs: number | "held", work: () => void) => void;
}
