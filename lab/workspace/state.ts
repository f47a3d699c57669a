import type { ChangeFeed, WorkspaceChange } from "./changes.ts";
import { identity } from "./identity.ts";
import type { Channel, Message, Person, UserGroup, View, WorkspaceData } from "./model.ts";

/** The workspace's data with its clock, its ids and the few questions everyone asks. */
export interface WorkspaceState {
  readonly data: WorkspaceData;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A message timestamp, later than every one before. */
  readonly nextTs: () => string;
  readonly nextId: (prefix: string) => string;
  readonly changed: (kind: WorkspaceChange["kind"], subject: string) => void;
  readonly channel: (id: string) => Channel | undefined;
  readonly person: (id: string) => Person | undefined;
  readonly message: (channelId: string, ts: string) => Message | undefined;
  /** The messages of a channel from one of them on, oldest first; all of them where it is not there. */
  readonly messagesFrom: (channelId: string, ts: string) => readonly Message[];
  /** What was posted with a client_msg_id, by channel and that. */
  readonly posted: Map<string, Message>;
  readonly topModal: (personId: string) => View | undefined;
  /** The address of a file's bytes, by its id and name. */
  readonly fileUrl: (path: string) => string;
}

/** The channels and people a workspace starts with. */
export interface Seed {
  readonly people: readonly Person[];
  readonly channels: readonly ChannelSeed[];
  readonly userGroups?: readonly UserGroup[];
}

/** A channel to start with; `isMember` tells whether the bot is in it. */
export interface ChannelSeed {
  readonly id: string;
  readonly name: string;
  readonly isPrivate?: boolean;
  readonly isShared?: boolean;
  readonly members: readonly string[];
  readonly isMember?: boolean;
  readonly isArchived?: boolean;
}

/** Makes the state of a workspace in which nothing has been said yet. */
export function createState(
  seed: Seed,
  now: () => number,
  changes: ChangeFeed,
  baseUrl: () => string,
): WorkspaceState {
  const data = emptyData(seed);
  let lastId = 0;
  return {
    data,
    now,
    nextTs: createTimestamps(now),
    nextId: (prefix) => {
      lastId += 1;
      return `${prefix}${lastId.toString(36).toUpperCase().padStart(8, "0")}`;
    },
    changed: changes.announce,
    channel: (id) => data.channels.find((channel) => channel.id === id),
    person: (id) => data.people.find((person) => person.id === id),
    ...messagesIn(data),
    posted: new Map(),
    topModal: (personId) => data.views[data.modals[personId]?.at(-1) ?? ""],
    fileUrl: (path) => `${baseUrl()}/files-pri/${identity.teamId}-${path}`,
  };
}

function messagesIn({ messages }: WorkspaceData): Pick<WorkspaceState, "message" | "messagesFrom"> {
  return {
    // The newest are asked for most.
    message: (channelId, ts) =>
      messages.findLast((message) => message.ts === ts && message.channelId === channelId),
    messagesFrom: (channelId, ts) =>
      messages
        .slice(
          Math.max(
            0,
            messages.findLastIndex((message) => message.ts === ts),
          ),
        )
        .filter((message) => message.channelId === channelId),
  };
}

function emptyData(seed: Seed): WorkspaceData {
  return {
    people: seed.people.map((person) => ({ ...person })),
    channels: seed.channels.map((channel) => ({
      id: channel.id,
      name: channel.name,
      isPrivate: channel.isPrivate ?? false,
      isShared: channel.isShared ?? false,
      members: [...channel.members],
      isMember: channel.isMember ?? true,
      isArchived: channel.isArchived ?? false,
    })),
    userGroups: [...(seed.userGroups ?? [])],
    messages: [],
    views: {},
    modals: {},
    homes: {},
    files: {},
    triggers: {},
    responseUrls: {},
    warnings: [],
  };
}

/** A ts is seconds, a dot and six digits, unique in a channel and rising with time. */
function createTimestamps(now: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(now() * 1_000, last + 1);
    const seconds = Math.floor(last / 1_000_000);
    return `${seconds}.${String(last % 1_000_000).padStart(6, "0")}`;
  };
}
