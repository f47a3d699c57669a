export interface Hook {
  readonly name: string;
  /** Where a run is offered for them. */
  readonly channel: string;
  readonly proof: SenderProof;
}

/** How it is known from whom a request comes. */
export type SenderProof =
  /** The secret itself, as a bearer token. */
  | { readonly kind: "token"; readonly secret: string }
  /** A signature of the body: of our own, of PagerDuty, of Grafana, of Svix (incident.io). */
  | { readonly kind: "hmac" | "pagerduty" | "grafana" | "svix"; readonly secret: string }
  /** SNS's own signature, and this topic. */
  | { readonly kind: "sns"; readonly topic: string };

/** What came of looking at a request: `id` is the same when it comes again. */
export type Proven =
  | { readonly kind: "ok"; readonly id?: string }
  | { readonly kind: Exclude<HookRefusal, "crowded"> };

export type HookRefusal = "unsigned" | "stale" | "forged" | "crowded";

/** A request as far as it is proven. */
export interface Sent {
  /** In small letters; empty when it is not there. */
  readonly header: (name: string) => string;
  readonly body: Buffer;
}

export interface Prover {
  /** What the headers alone say, before the body is read. */
  readonly precheck: (header: Sent["header"], now: number) => Proven;
  readonly prove: (sent: Sent, now: number) => Promise<Proven>;
}
