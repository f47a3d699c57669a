import type { IdleAnswer } from "../fields/field-builders.ts";
import type { Idle } from "./idle-times.ts";
import type { LinkMargin, SafeTimeout } from "./link-verdict.ts";

/** Two neighbours on the request path and how their timers stand to each other. Plain data. */
export interface Link {
  readonly client: LinkEnd & { readonly keeps: Idle };
  readonly server: LinkEnd & { readonly closes: Idle; readonly port?: number };
  readonly verdict: LinkMargin;
  /** By how many seconds the server outlives the client, below 0 where it closes first; null without two numbers. */
  readonly marginSeconds: number | null;
  /** One sentence with both values and the margin. */
  readonly says: string;
  readonly needs: SafeTimeout;
}

export interface LinkEnd {
  /** In a sentence: "the load balancer", "nginx", "nginx (2)" for the second one on the path. */
  readonly name: string;
  /** Its name in the table; null for the load balancer. */
  readonly kind: string | null;
  /** Where its value is known from. */
  readonly source: string;
  /** What was said of it; absent for the load balancer and where nothing was. */
  readonly said?: IdleAnswer;
}

/** A link as evidence, pictures and `--json` have it; a number is null where only the word beside it says what is known. */
export type LinkNumbers = {
  readonly client: string;
  readonly clientKeeps: Idle["kind"];
  readonly clientKeepsSeconds: number | null;
  readonly server: string;
  readonly serverCloses: Idle["kind"];
  readonly serverClosesSeconds: number | null;
  readonly verdict: LinkMargin;
  /** Below 0 where the server closes first. */
  readonly marginSeconds: number | null;
  readonly needs: SafeTimeout;
};

export const linkNumbers = (link: Link): LinkNumbers => ({
  client: link.client.name,
  clientKeeps: link.client.keeps.kind,
  clientKeepsSeconds: secondsOf(link.client.keeps),
  server: link.server.name,
  serverCloses: link.server.closes.kind,
  serverClosesSeconds: secondsOf(link.server.closes),
  verdict: link.verdict,
  marginSeconds: link.marginSeconds,
  needs: link.needs,
});

const secondsOf = (idle: Idle) => ("seconds" in idle ? idle.seconds : null);
