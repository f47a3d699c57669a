import type { Evidence, Flow } from "#flow";
import type { Authorizer } from "../../src/engine/authorizer.ts";
import { type Catalogue, createCatalogue } from "../../src/engine/catalogue.ts";
import { createEngine, type Engine } from "../../src/engine/engine.ts";
import type { Log, ProbeContext, Probes, Show, Store } from "../../src/engine/ports.ts";
import { createRecorder, type Recorder } from "../../src/engine/recorder.ts";
import type { StopPolling } from "../../src/engine/worker/stop-look.ts";
import { createWorker, drainEffects, type Worker } from "../../src/engine/worker/worker.ts";
import type { QuietHours } from "../../src/run/quiet-hours.ts";
import type { Run } from "../../src/run/run.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import type { HeldStore } from "../../src/store/store.ts";
import { small } from "../language/flows.ts";
import { everyProbe, packs } from "../probes.ts";
import { evidence, loadBalancer } from "./runs.ts";

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** An engine and a worker over a real SQLite store in memory, with a clock that only `pass` moves. */
export interface Bench {
  readonly engine: Engine;
  readonly worker: Worker;
  readonly store: HeldStore;
  readonly recorder: Recorder;
  readonly catalogue: Catalogue;
  /** Moves the clock on by so many milliseconds. */
  pass(ms: number): void;
  now(): number;
  ids(): string;
  drain(): Promise<void>;
  start(): Promise<string>;
}

export interface Doing {
  readonly probe?: (context: ProbeContext) => Promise<Evidence>;
  /** Each probe by itself, instead of one for all. */
  readonly probes?: Probes;
  /** Another clock than the one that starts at a million. */
  readonly time?: Pick<Bench, "now" | "pass">;
  readonly show?: Show;
  readonly unshown?: (run: Run, why: string) => Promise<void>;
  readonly authorizer?: Authorizer;
  readonly flows?: readonly Flow[];
  readonly retired?: readonly Flow[];
  readonly quietHours?: QuietHours;
  /** How looks that someone stops are noticed; quickly unless told. */
  readonly patience?: StopPolling;
  /** How far the database's clock is ahead of the bot's, in milliseconds. */
  readonly ahead?: number;
  /** Another store than one in memory. */
  readonly open?: (clock: () => number) => Promise<HeldStore>;
  /** The bot that this one replaces: same store, same clock. */
  readonly instead?: Bench;
}

export async function bench(doing: Doing = {}): Promise<Bench> {
  const { now: clock, pass, ids } = doing.instead ?? { ...timed(), ...doing.time };
  const wake = () => {};
  const inMemory = () => openSqlite({ path: ":memory:", clock });
  const store = doing.instead?.store ?? (await (doing.open?.(clock) ?? inMemory()));
  const { ahead = 0 } = doing;
  const claim: Store["claim"] = (now, ...more) => store.claim(now + ahead, ...more);
  const catalogue = createCatalogue(packs, doing.flows ?? [small], doing.retired);
  const { quietHours } = doing;
  const recorder = createRecorder({ store, catalogue, clock, wake, quietHours });
  const authorizer = doing.authorizer ?? open;
  const engine = createEngine({ recorder, store, catalogue, clock, ids, wake, authorizer });
  const worker = createWorker({
    store: ahead === 0 ? store : { ...store, claim },
    recorder,
    probes: probesOf(doing),
    show: doing.show ?? (async () => {}),
    unshown: doing.unshown ?? (async () => {}),
    clock,
    ids,
    log: silent,
    wake,
    signal: new AbortController().signal,
    patience: doing.patience ?? { everyMs: 5, graceMs: 50 },
  });
  const start = () => started(engine);
  const work = () => drainEffects(worker);
  return {
    ...{ engine, worker, store, recorder, catalogue, pass, now: clock, ids, drain: work, start },
  };
}

/** Lets everyone in, for what is tested here is behind it. */
export const open: Authorizer = {
  ask: async () => () => {},
  among: async (_person, _reading, rows) => ({ rows, isUnsure: false }),
  mayShow: async () => true,
};

/** A clock that only `pass` moves, and ids in order. */
function timed(): Pick<Bench, "now" | "pass" | "ids"> {
  let time = 1_000_000;
  let count = 0;
  return {
    now: () => time,
    pass: (ms) => {
      time += ms;
    },
    ids: () => `id${++count}`,
  };
}

function probesOf(doing: Doing): Probes {
  if (doing.probes) return doing.probes;
  const probe = doing.probe ?? (async () => ({ ...evidence("quiet"), facts: { raw: 1 } }));
  return everyProbe(probe);
}

async function started(engine: Engine): Promise<string> {
  const answer = await engine.start({
    flow: "small",
    facts: { loadBalancer },
    place: { team: "T1", channel: "C1" },
    by: "UANA",
    anyway: true,
  });
  if (answer.kind !== "started") throw new Error(`Not started: ${answer.kind}`);
  return answer.run;
}

/** Walks a fresh run to its step with a probe. */
export async function toLook({ engine, start }: Bench): Promise<string> {
  const run = await start();
  await engine.act(run, { kind: "answer", visit: "ask#1", answers: { cause: "race" } }, "UANA");
  await engine.act(run, { kind: "choose", visit: "ask#1", choice: "known" }, "UANA");
  await engine.act(run, { kind: "choose", visit: "fix#1", choice: "applied" }, "UANA");
  return run;
}
