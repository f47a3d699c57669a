import type { ChangeFeed } from "./changes.ts";
import type { Tokens, WorkspaceSettings } from "./context.ts";
import type { PayloadDelivery } from "./delivery/envelopes.ts";
import type { HttpDelivery } from "./delivery/http-delivery.ts";
import type { Sockets } from "./delivery/socket.ts";
import type { WebApiCall } from "./http/calls.ts";
import type { PlannedFaults } from "./http/faults.ts";
import type { JsonRecord } from "./json.ts";
import type { Manifest } from "./manifest.ts";
import type { Channel, Person, UserGroup, WorkspaceData } from "./model.ts";
import type { Actor } from "./people/index.ts";
import type { RateLimits } from "./rules/rates.ts";
import type { ChannelSeed } from "./state.ts";

/** What a workspace starts with; times in milliseconds. */
export interface WorkspaceOptions extends Tokens, Partial<WorkspaceSettings> {
  readonly manifest: Manifest;
  readonly people: readonly Person[];
  readonly channels: readonly ChannelSeed[];
  readonly userGroups?: readonly UserGroup[];
  /** Epoch milliseconds; governs ts, expiry and rates. Ack limits and file delays are real time. */
  readonly clock?: () => number;
  /** How long an ack may take; 3,000 as https://docs.slack.dev/interactivity/handling-user-interaction says. */
  readonly ackLimitMs?: number;
  /** Rate limits; off unless told, `{}` for Slack's own. */
  readonly limits?: RateLimits | false;
  /** The app's request URL: payloads are posted there instead of to its sockets. */
  readonly delivery?: HttpDelivery;
}

export interface Workspace {
  /** What the app passes as slackApiUrl. */
  readonly apiUrl: string;
  readonly botUserId: string;
  readonly manifest: Manifest;
  /** The state as plain data; read it, do not write it. */
  readonly data: Readonly<WorkspaceData>;
  /** A copy of the state that later changes do not reach. */
  readonly snapshot: () => WorkspaceData;
  readonly as: (personId: string) => Actor;
  readonly until: ChangeFeed["until"];
  readonly onChange: ChangeFeed["onChange"];
  /** Requests of the app, all or of one method; also "upload" and "response_url". */
  readonly calls: (method?: string) => readonly WebApiCall[];
  readonly faults: PlannedFaults;
  readonly sockets: Pick<Sockets, "count" | "disconnect" | "drop">;
  /** Sends each unacknowledged event again. */
  readonly redeliver: () => Promise<readonly PayloadDelivery[]>;
  /** Ends the processing of all files that are held. */
  readonly processFiles: () => void;
  /** Sends any other event, as channel_id_changed; null where the app is not subscribed. */
  readonly emit: (event: JsonRecord & { readonly type: string }) => Promise<PayloadDelivery | null>;
  /** Another app posts a message: text, blocks, attachments, username or bot_profile. Its ts, and what the app heard of it. */
  readonly fromApp: (
    channelId: string,
    message: JsonRecord,
  ) => Promise<{ readonly ts: string; readonly event: PayloadDelivery | null }>;
  /** Changes a channel by hand: archives it, takes the bot out of it. */
  readonly setChannel: (
    id: string,
    change: Partial<Pick<Channel, "isMember" | "isArchived" | "isShared" | "members">>,
  ) => void;
  /** Changes a person by hand: makes a guest of them, deactivates them. */
  readonly setPerson: (id: string, change: Partial<Omit<Person, "id">>) => void;
  readonly close: () => Promise<void>;
}
