import type { JsonRecord } from "../workspace/json.ts";
import type { Channel, Message, Person, View } from "../workspace/model.ts";

/** Everything that one person sees, as the browser gets it. */
export interface Sight {
  readonly me: string;
  readonly people: readonly Person[];
  readonly bot: { readonly id: string; readonly name: string };
  /** The channels that the person is in. */
  readonly channels: readonly Pick<Channel, "id" | "name" | "isPrivate" | "isArchived">[];
  /** Of all these channels and their threads, oldest first. */
  readonly messages: readonly MessageSeen[];
  readonly modal: ViewSeen | null;
  readonly home: ViewSeen | null;
  readonly commands: readonly CommandHint[];
  readonly shortcuts: readonly { readonly id: string; readonly name: string }[];
}

/** A message as one person sees it. */
export interface MessageSeen
  extends Pick<
    Message,
    "ts" | "channelId" | "author" | "threadTs" | "text" | "blocks" | "isBroadcast" | "isTombstone"
  > {
  readonly isEdited: boolean;
  /** "Only visible to you". */
  readonly isEphemeral: boolean;
  readonly reactions: Message["reactions"];
  readonly files: readonly FileSeen[];
}

/** A file without its bytes, which are at /files/ID. */
export interface FileSeen {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Bytes. */
  readonly length: number;
  readonly kind: "picture" | "markdown" | "other";
  readonly isReady: boolean;
}

/** A modal or Home tab. */
export type ViewSeen = Pick<View, "id" | "hash" | "content" | "values" | "errors">;

/** A slash command as the composer suggests it. */
export interface CommandHint {
  readonly command: string;
  readonly usage: string;
  readonly description: string;
}

/** What is to be known before one starts. */
export interface Brief {
  /** Who one is at first. */
  readonly person: string;
  readonly channel: string;
  /** What to type first. */
  readonly command: string;
  /** What was sped up or made up. */
  readonly honesty: readonly string[];
  /** Incidents that may be chosen; the chooser shows from two on. */
  readonly scenarios: readonly Scenario[];
}

/** One incident that can be practised. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
}

/** The request path as it is now. Times in seconds, moments in milliseconds since 1970. */
export interface Operations {
  readonly loadBalancer: { readonly name: string; readonly idleSeconds: number };
  readonly backend: { readonly keepAliveSeconds: number; readonly closesAfterSeconds: number };
  /** The traffic that was asked for. */
  readonly requestsPerSecond: number;
  /** What the load balancer counted, about one a second, oldest first. */
  readonly samples: readonly Sample[];
  readonly changes: readonly Change[];
}

/** Requests and 502s since the sample before. */
export interface Sample {
  readonly at: number;
  readonly requests: number;
  readonly failed: number;
}

/** Something that was changed on this page. */
export interface Change {
  readonly at: number;
  readonly what: string;
}

/** How the app or Slack took what was done; `warning` is what Slack itself says. */
export interface Answer {
  readonly acked: boolean;
  readonly warning: string | null;
}

/** Field states and blocks come as the app sent them. */
export type Json = JsonRecord;
