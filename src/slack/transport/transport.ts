import type { App } from "@slack/bolt";

/** How requests of Slack reach the bot. Nothing but the composition of the app knows which one it is. */
export interface Transport {
  readonly receiver: {
    readonly init: (app: Pick<App, "processEvent">) => void;
    /** Resolves once Slack can be heard. */
    readonly start: () => Promise<void>;
    /** Takes nothing more, and finishes what is under way. */
    readonly stop: () => Promise<void>;
  };
  readonly state: () => TransportState;
  /** Rejects once when Slack can no longer be heard and waiting does not help. Never resolves. */
  readonly broken: Promise<never>;
}

export interface TransportState {
  readonly kind: "socket" | "http";
  /** Sockets that are open; 1 while HTTP requests are listened for. */
  readonly open: number;
  /** Milliseconds since the epoch; absent before the first request. */
  readonly lastRequestAt?: number;
  readonly port?: number;
}

export type TransportConfig = { readonly kind: "socket"; readonly appToken: string } | HttpConfig;

export interface HttpConfig {
  readonly kind: "http";
  /** 0 takes any free one. */
  readonly port: number;
  /** The address to listen on; every one of the machine when absent. */
  readonly host?: string | undefined;
  readonly signingSecret: string;
}
