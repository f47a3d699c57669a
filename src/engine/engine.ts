import type { Answers, Flow } from "#flow";
import type { Act } from "./act.ts";
import { readAnswers } from "./answers.ts";
import type { Catalogue } from "./catalogue.ts";
import { decide } from "./decide.ts";
import { NotAllowed, StoreUnavailable } from "./errors.ts";
import type { Person, Place, RunEvent } from "./event.ts";
import { fold } from "./fold.ts";
import type { Clock, Ids, RunFilter, RunRow, Store } from "./ports.ts";
import { commitOf, type Recorder } from "./record.ts";
import type { Run } from "./run.ts";

/** The rules of a run behind one door: everything that Slack and the CLI may ask for. */
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
  /** Also when the same delivery started this run before. */
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

/** Whether this person may do this to this run; a sentence says why not. `run` is absent for a start. */
export type May = (person: Person, act: Act["kind"] | "start", run?: Run) => true | string;

export interface EngineParts {
  readonly recorder: Recorder;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly wake: () => void;
  /** The one place that knows who may do what. */
  readonly may: May;
}

export function createEngine(parts: EngineParts): Engine {
  const { recorder, store, may } = parts;
  const { read, flowOf } = recorder;
  return {
    start: (request) => start(parts, request),
    act: async (id, act, by, delivery) => {
      const appended = await recorder.append(
        id,
        by,
        (run) => {
          permit(may(by, act.kind, run));
          return decide(flowOf(run), run, act);
        },
        { delivery },
      );
      return { run: appended.run, duplicate: appended.outcome === "duplicate" };
    },
    read,
    flowOf,
    rows: store.rows,
    runsInThread: (channel, threadTs) => store.runsInThread({ channel, threadTs }),
  };
}

/** Any responder may do everything, and everything is recorded. */
export const anyone: May = () => true;

async function start(parts: EngineParts, request: StartRequest): Promise<Started> {
  permit(parts.may(request.by, "start"));
  const flow = parts.catalogue.find(request.flow);
  const event = startedEvent(parts, flow, request);
  const run = fold(flow, [event]);
  const more = { delivery: request.delivery };
  const commit = commitOf(flow, undefined, run, event, more);
  const committed = await parts.store.commit(commit, request.delivery?.signal);
  switch (committed.kind) {
    case "committed":
      parts.wake();
      return { kind: "started", run: run.id };
    case "alreadyOpen":
      return { kind: "alreadyOpen", run: await parts.recorder.read(committed.run) };
    case "duplicate":
      return { kind: "started", run: committed.run };
    default:
      throw new StoreUnavailable("The run could not be started. Nothing was recorded: try again.");
  }
}

function startedEvent(parts: EngineParts, flow: Flow, request: StartRequest): RunEvent {
  return {
    kind: "started",
    at: parts.clock(),
    by: request.by,
    run: parts.ids(),
    flow: flow.id,
    version: flow.version,
    place: request.place,
    facts: readAnswers(flow.inputs, request.facts),
    anyway: request.anyway ?? false,
  };
}

function permit(allowed: true | string): void {
  if (allowed !== true) throw new NotAllowed(allowed);
}
