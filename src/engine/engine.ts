import type { Answers, Flow } from "#language";
import { type Act, actRules } from "../run/act.ts";
import { decideEvent } from "../run/decide.ts";
import { StoreUnavailable, VersionGone } from "../run/errors.ts";
import type { Happening, RunEvent } from "../run/event.ts";
import { takenBy } from "../run/permission/rights.ts";
import type { Run, RunRow } from "../run/run.ts";
import { startOf } from "../run/slices/steps.ts";
import type { Place } from "../run/state.ts";
import type { Person } from "../run/visits.ts";
import type { Authorizer } from "./authorizer.ts";
import type { Catalogue, Gone } from "./catalogue.ts";
import type { Clock, Ids, RunFilter, Store } from "./ports.ts";
import type { Recorder } from "./recorder.ts";
import { createAccess, findRunRow, type RunAccess, refuseIfMoved } from "./run-access.ts";

/** The rules of a run behind one door: everything that Slack and the CLI may ask for. */
export interface Engine extends RunAccess {
  /**
   * Starts a run, or names the open one of the same flow and subject. Rejects with NotFound, BadInput, NotAllowed, NotChecked,
   * StoreUnavailable.
   */
  start(request: StartRequest): Promise<Started>;
  /** Whether this person may start one here, of this flow where it is known, as far as that is known without asking what kind of channel it is. Rejects with NotAllowed or NotChecked. */
  mayStart(by: Person, place: Place, flow?: string, signal?: AbortSignal): Promise<void>;
  /**
   * Records what a responder did. Rejects with StaleVisit, RunClosed, VersionGone, NotFound, BadInput, NotAllowed,
   * NotChecked, StoreUnavailable; nothing is recorded then.
   */
  act(run: string, act: Act, by: Person, delivery?: Delivery): Promise<Acted>;
  /** Records what became of Slack's own messages and channels: nobody asked for it, so nobody is asked. Rejects as `act`. */
  follow(run: string, act: Act, by: Person, delivery?: Delivery): Promise<Acted>;
  /** The run as its log tells it, for the bot itself. Rejects with NotFound. */
  read(run: string): Promise<Run>;
  /** The flow that a run walks, in the run's own version; a stand-in that is only to be read where that is gone. */
  flowOf(run: Run): Flow;
  /** What can be done about an open run whose version is not installed; undefined for every other. */
  goneOf(run: Run): Gone | undefined;
  /** Shows the run's thread again, also after that was given up. Rejects with NotFound. */
  repaint(run: string): Promise<void>;
  rows(where: RunFilter): Promise<readonly RunRow[]>;
  runsInThread(channel: string, threadTs: string): Promise<readonly RunRow[]>;
}

export interface StartRequest {
  readonly flow: string;
  readonly facts: Answers;
  readonly place: Place;
  readonly by: Person;
  /** Start although an open run of the same flow and subject exists. */
  readonly anyway?: boolean;
  readonly delivery?: Delivery;
}

export type Started =
  /** Also when the same delivery started this run before. */
  | { readonly kind: "started"; readonly run: string }
  | { readonly kind: "alreadyOpen"; readonly run: Run }
  /** Where whoever asked may not look. */
  | { readonly kind: "openElsewhere" };

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

export interface EngineParts {
  readonly recorder: Recorder;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly wake: () => void;
  /** The one place that knows who may do what. */
  readonly authorizer: Authorizer;
}

export function createEngine(parts: EngineParts): Engine {
  const { recorder, store, authorizer } = parts;
  const { read, flowOf, goneOf } = recorder;
  return {
    start: (request) => start(parts, request),
    mayStart: async (person, place, flow, signal) => {
      const asking = { person, deed: "start", place, isEarly: true } as const;
      (await authorizer.ask({ ...asking, ...(flow === undefined ? {} : { flow }) }, signal))();
    },
    act: (id, act, by, delivery) => actAs(parts, id, act, by, delivery),
    ...createAccess(parts),
    follow: (id, act, by, delivery) =>
      append(parts, id, by, delivery, (run) => decided(parts, run, act, by)),
    read,
    flowOf,
    goneOf,
    repaint: recorder.repaint,
    rows: store.rows,
    runsInThread: (channel, threadTs) => store.runsInThread({ channel, threadTs }),
  };
}

async function actAs(
  parts: EngineParts,
  id: string,
  act: Act,
  person: Person,
  delivery?: Delivery,
): Promise<Acted> {
  const { place, flow } = await findRunRow(parts.store, id);
  const to = act.kind === "rehome" ? { to: act.to } : {};
  const asking = { person, deed: act.kind, place, run: id, flow, ...to };
  const permit = await parts.authorizer.ask(asking, delivery?.signal);
  return append(parts, id, person, delivery, (run) => {
    refuseIfMoved(run, place);
    permit(run, takenBy(run, act));
    return decided(parts, run, act, person);
  });
}

async function append(
  { recorder }: EngineParts,
  id: string,
  by: Person,
  delivery: Delivery | undefined,
  decide: (run: Run) => Happening,
): Promise<Acted> {
  const appended = await recorder.append(id, by, decide, { delivery });
  return { run: appended.run, duplicate: appended.outcome === "duplicate" };
}

async function start(parts: EngineParts, request: StartRequest): Promise<Started> {
  const { by, place, delivery } = request;
  const flow = parts.catalogue.find(request.flow);
  const asking = { person: by, deed: "start", place, flow: flow.id } as const;
  (await parts.authorizer.ask(asking, delivery?.signal))();
  const event = startedEvent(parts, flow, request);
  const committed = await parts.recorder.begin(event, { delivery: request.delivery });
  switch (committed.kind) {
    case "committed":
      return { kind: "started", run: event.run };
    case "alreadyOpen":
      return open(parts, committed.run, by, delivery?.signal);
    case "duplicate":
      return { kind: "started", run: committed.run };
    default:
      throw new StoreUnavailable("The run could not be started. Nothing was recorded: try again.");
  }
}

/** The run that stands in the way, for whoever may see it. */
async function open(
  { store, recorder, authorizer }: EngineParts,
  id: string,
  by: Person,
  signal?: AbortSignal,
): Promise<Started> {
  const row = await store.row(id);
  const { glance } = createAccess({ store, recorder, authorizer });
  const { rows } = await glance(row ? [row] : [], "list", by, signal);
  if (rows.length === 0) return { kind: "openElsewhere" };
  return { kind: "alreadyOpen", run: await recorder.read(id) };
}

/**
 * By the version that the run walks; where that is gone, only moving to the newest one and stopping are left, and what
 * brings its thread back.
 */
function decided(parts: EngineParts, run: Run, act: Act, by: Person): Happening {
  const { recorder, catalogue, clock } = parts;
  const { fields } = catalogue.packs;
  const gone = recorder.goneOf(run);
  if (gone === undefined || actRules[act.kind].withoutFlow)
    return decideEvent(recorder.flowOf(run), run, act, { by, fields, now: clock() });
  if (act.kind !== "moveOn") throw new VersionGone(gone.says);
  return decideEvent(catalogue.version(run.flow, gone.newest ?? run.version), run, act, {
    by,
    fields,
  });
}

function startedEvent(parts: EngineParts, flow: Flow, request: StartRequest): StartedEvent {
  return {
    ...startOf(parts.catalogue.packs.fields, flow, request.facts),
    at: parts.clock(),
    by: request.by,
    run: parts.ids(),
    place: request.place,
    anyway: request.anyway ?? false,
  };
}

type StartedEvent = RunEvent & { readonly kind: "started" };
