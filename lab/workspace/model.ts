import type { JsonRecord } from "./json.ts";

/** A member of the workspace; `tz` is an IANA time zone. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly tz: string;
  /** In many channels, or in a single one; absent for full members. */
  readonly guest?: "multi" | "single";
  /** The workspace of someone who is here through Slack Connect; absent for our own. */
  readonly teamId?: string;
  readonly isBot?: boolean;
  readonly isDeactivated?: boolean;
}

/** A user group: https://docs.slack.dev/reference/methods/usergroups.users.list */
export interface UserGroup {
  readonly id: string;
  readonly users: readonly string[];
}

/** A conversation; `isMember` tells whether the bot is in it. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** With another organisation, through Slack Connect. */
  readonly isShared: boolean;
  members: readonly string[];
  isMember: boolean;
  isArchived: boolean;
}

/** Who wrote a message. */
export type Author =
  | { readonly kind: "bot"; readonly id: string }
  | { readonly kind: "person"; readonly id: string }
  | { readonly kind: "slackbot"; readonly id: string }
  /** Another app; `id` is its bot's. */
  | { readonly kind: "app"; readonly id: string; readonly name: string };

/** Message metadata as posted: https://docs.slack.dev/messaging/message-metadata/ */
export interface Metadata {
  readonly event_type: string;
  readonly event_payload: JsonRecord;
}

/** One emoji under a message and who put it there. */
export interface Reaction {
  readonly name: string;
  readonly users: readonly string[];
}

/** A message as stored; times in epoch milliseconds, absent things null. */
export interface Message {
  readonly ts: string;
  readonly channelId: string;
  readonly author: Author;
  readonly threadTs: string | null;
  readonly ephemeralFor: string | null;
  readonly clientMsgId: string | null;
  /** When history starts to return it. */
  readonly appearsAt: number;
  readonly postedAt: number;
  text: string;
  blocks: readonly JsonRecord[];
  /** What else a message of another app holds: attachments, its bot's profile. */
  readonly more?: JsonRecord;
  isBroadcast: boolean;
  metadata: Metadata | null;
  editedTs: string | null;
  fileIds: readonly string[];
  reactions: readonly Reaction[];
  isTombstone: boolean;
}

/** A modal or a Home tab. */
export interface View {
  readonly id: string;
  readonly type: "modal" | "home";
  readonly personId: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  hash: string;
  content: JsonRecord;
  /** What the person has entered so far: block_id, then action_id. */
  values: Record<string, Record<string, JsonRecord>>;
  /** What the app said is wrong, by block_id. */
  errors: Readonly<Record<string, string>>;
  /** What the app offered last in menus that ask it, by block_id. */
  offered?: Readonly<Record<string, readonly JsonRecord[]>>;
}

/** An uploaded file; `phase` moves from reserved to processed. */
export interface FileRecord {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly createdAt: number;
  readonly uploadedBy: string;
  title: string;
  phase: "reserved" | "uploaded" | "processing" | "processed";
  contentBase64: string;
  shares: readonly {
    readonly channelId: string;
    readonly ts: string;
    readonly threadTs: string | null;
  }[];
}

/** A trigger_id handed out with an interaction. */
export interface Trigger {
  readonly id: string;
  readonly personId: string;
  readonly createdAt: number;
  readonly viewId: string | null;
  isUsed: boolean;
}

/** A response_url handed out with an interaction. */
export interface ResponseUrl {
  readonly id: string;
  readonly personId: string;
  readonly channelId: string;
  readonly originalTs: string | null;
  readonly createdAt: number;
  uses: number;
}

/** What a person was told by Slack itself, in no message: a failed click, a failed modal. */
export interface Warning {
  readonly personId: string;
  readonly at: number;
  readonly text: string;
}

/** The whole workspace as plain data that survives JSON. */
export interface WorkspaceData {
  readonly people: Person[];
  readonly channels: Channel[];
  readonly userGroups: UserGroup[];
  readonly messages: Message[];
  readonly views: Record<string, View>;
  /** Person to the stack of open modals, the top last. */
  readonly modals: Record<string, string[]>;
  /** Person to the view of the Home tab. */
  readonly homes: Record<string, string>;
  readonly files: Record<string, FileRecord>;
  readonly triggers: Record<string, Trigger>;
  readonly responseUrls: Record<string, ResponseUrl>;
  readonly warnings: Warning[];
}
