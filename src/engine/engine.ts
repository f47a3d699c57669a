import type { Answers, Flow } from "#flow";
import type { Act } from "./act.ts";
import type { Person, Place } from "./event.ts";
import type { RunFilter, RunRow } from "./ports.ts";
import type { Run } from "./run.ts";

/** The rules of a run behind one door: everything that Slack, the CLI and the worker may ask for. */
export interface Engine {
  /** Starts a run, or names the open one of the same flow and subject. Rejects with NotFound, BadInput, StoreUnavailable. */
  start(request: StartRequest): Promise<Started>;
  /**
   * Records what a responder did. Rejects with StaleVisit, RunClosed, NotFound, BadInput, NotAllowed, StoreUnavailable;
   * nothing is recorded then.
   */
  act(run: string, act: Act, by: Person, delivery?: Delivery): Promise<Acted>;
  /** The run as its log tells it. Rejects with NotFound. */
  read(run: string): Promise<Run>;
  /** The flow that a run walks, in the run's own version. */
  flowOf(run: Run): Flow;
  rows(where: RunFilter): Promise<readonly RunRow[]>;
  runsInThread(channel: string, threadTs: string): Promise<readonly RunRow[]>;
}

export interface StartRequest {
  readonly flow: string;
  readonly facts: Answers;
  readonly place: Place;
  readonly by: Person;
  /** Start although an open run of the same flow and load balancer exists. */
  readonly anyway?: boolean;
  readonly delivery?: Delivery;
}

export type Started =
  | { readonly kind: "started"; readonly run: string }
  | { readonly kind: "alreadyOpen"; readonly run: Run };

export interface Acted {
  readonly run: Run;
  /** The same delivery was recorded before; nothing was added. */
  readonly duplicate: boolean;
}

/** Slack's id of the request, and the signal that ends its two seconds: not committed by then means not recorded. */
export interface Delivery {
  readonly id: string;
  readonly signal?: AbortSignal;
}
