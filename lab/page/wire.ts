import type { ConsoleKnob, HopNow } from "../incident/contract.ts";
import type { Debrief } from "../training/debrief.ts";
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

/** Who one is at first, and where. */
export interface Brief {
  readonly person: string;
  readonly channel: string;
}

/** The incident that is practised, and what is told of it. */
export interface Training {
  /** What customers and colleagues report. */
  readonly report: string;
  /** What to type first. */
  readonly command: string;
  /** What was sped up or made up. */
  readonly honesty: readonly string[];
  /** The scenario that runs; null while its cause is hidden. */
  readonly scenario: ScenarioSeen | null;
  /** Incidents that may be chosen; empty where there is nothing to choose. */
  readonly scenarios: readonly ScenarioSeen[];
  /** What is done meanwhile, where another incident is being prepared. */
  readonly preparing: string | null;
  /** Why another incident could not be started. */
  readonly trouble: string | null;
  /** What it was, once it is told; how the walk went comes a moment later. */
  readonly truth: Pick<Debrief, "title" | "says"> | null;
  readonly debrief: Debrief | null;
}

/** One incident that can be practised. */
export interface ScenarioSeen {
  readonly name: string;
  readonly title: string;
}

/** The request path as it is now. Times in seconds, moments in milliseconds since 1970. */
export interface Operations {
  readonly loadBalancer: { readonly name: string; readonly idleSeconds: number };
  /** The servers behind it, nearest first. */
  readonly hops: readonly HopNow[];
  readonly targets: TargetsSeen | null;
  /** The traffic that was asked for. */
  readonly requestsPerSecond: number;
  /** What the load balancer counted, about one a second, oldest first. */
  readonly samples: readonly Sample[];
  readonly changes: readonly PageChange[];
}

/** The console of a world that is played. */
export interface ConsoleSeen {
  readonly knobs: readonly ConsoleKnob[];
  /** What the cloud's own console would show now. */
  readonly readings: readonly { readonly label: string; readonly value: string }[];
  readonly changes: readonly PageChange[];
}

/** How targets stand and leave; seconds. */
export interface TargetsSeen {
  readonly healthy: number;
  readonly all: number;
  readonly preStop: number;
  readonly grace: number;
}

/** Requests, and those that failed for customers, since the sample before. */
export interface Sample {
  readonly at: number;
  readonly requests: number;
  readonly failed: number;
}

/** Something that was changed on this page. */
export interface PageChange {
  readonly at: number;
  readonly what: string;
}

/** How the app or Slack took what was done; `warning` is what Slack itself says. */
export interface PageAnswer {
  readonly acked: boolean;
  readonly warning: string | null;
  /** What a menu offers for what was typed. */
  readonly offered?: readonly { readonly label: string; readonly value: string }[];
}
