import type { Account } from "../aws/account.ts";

/** Something to practise with, whatever it is about. */
export interface Stand {
  readonly awsEndpoint: string;
  readonly credentials: Account["credentials"];
  readonly region: string;
  readonly account: Account;
  /** What is typed first: "/runbook alb-502-keepalive shop-web". */
  readonly starts: string;
  /** What else the bot is told, as its environment. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Resolves when the access logs of the time before the practice are in their bucket; nothing else waits for them. */
  readonly logged: Promise<void>;
  /** What was sped up or made up, in sentences to be shown. */
  readonly honesty: readonly string[];
  readonly close: () => Promise<void>;
}

/** A small world that is played. */
export interface Played extends Stand {
  readonly console: Console;
}

/** What a responder sees and does outside of Slack. */
export interface Console {
  /** What can be done, each with a word to type; whether it does anything now. */
  readonly knobs: () => readonly ConsoleKnob[];
  /** Does it, and says so. */
  readonly turn: (word: string) => string;
  /** What the cloud's own console would show now. */
  readonly readings: () => readonly { readonly label: string; readonly value: string }[];
}

export interface ConsoleKnob {
  readonly word: string;
  readonly label: string;
  readonly works: boolean;
}

/** A running incident at a load balancer. */
export interface Incident extends Stand {
  readonly loadBalancer: { readonly name: string; readonly arn: string; readonly port: number };
  /** The servers behind the load balancer, nearest first; none behind which there is no connection. */
  readonly hops: () => readonly HopNow[];
  /** Rolls out another keep-alive, in seconds, of the server at this place among them. */
  readonly setKeepAlive: (seconds: number, place: number) => void;
  /** The load balancer's idle timeout. */
  readonly idleTimeoutSeconds: () => number;
  readonly setIdleTimeout: (seconds: number) => void;
  /** The traffic that is asked for; what is counted differs by chance. */
  readonly requestsPerSecond: () => number;
  readonly setTraffic: (requestsPerSecond: number) => void;
  /** How targets leave and how they are replaced, where that can be seen. */
  readonly targets?: Targets;
  /** What the load balancer counted, and since when (milliseconds since 1970). */
  readonly measured: () => PracticeCounts;
}

/** One server on the request path as it is now. */
export interface HopNow {
  /** Its name in the table of servers that Handrail knows, and in a sentence. */
  readonly kind: string;
  readonly called: string;
  /** As it is configured. */
  readonly keepAliveSeconds: number;
  /** When an idle connection is really closed. */
  readonly closesAfterSeconds: number;
  /** For a proxy: how long it keeps an idle connection to the server behind it. */
  readonly keepsSeconds: number | null;
  /** Where it is configured, and how that reads: "server.js, line 12", "server.keepAliveTimeout = 5000". */
  readonly where: string;
  readonly line: string;
}

/** The targets as a whole; seconds. */
export interface Targets {
  readonly healthy: () => number;
  readonly all: () => number;
  /** How long a target goes on after it was told to stop, and from then until it is killed. */
  readonly manners: () => { readonly preStop: number; readonly grace: number };
  readonly setManners: (manners: { readonly preStop: number; readonly grace: number }) => void;
  /** Replaces every target, one after the other. */
  readonly deploy: () => void;
}

/** Counts of requests since the practice began. */
export interface PracticeCounts {
  readonly requests: number;
  /** Those that a customer saw fail: 5xx of whomever, and 460. */
  readonly failed: number;
  /** Failed of all requests, 0..1. */
  readonly share: number;
  readonly since: number;
  readonly note: string;
}
