import type { Evidence } from "#flow";
import { type Catalogue, createCatalogue } from "../../src/engine/catalogue.ts";
import { anyone, createEngine, type Engine, type May } from "../../src/engine/engine.ts";
import type { Log, ProbeContext, Show, Store } from "../../src/engine/ports.ts";
import { createRecorder, type Recorder } from "../../src/engine/record.ts";
import { createWorker, drain, type Worker } from "../../src/engine/worker.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { small } from "../flow/flows.ts";
import { evidence, loadBalancer } from "./runs.ts";

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** An engine and a worker over a real SQLite store in memory, with a clock that only `pass` moves. */
export interface Bench {
  readonly engine: Engine;
  readonly worker: Worker;
  readonly store: Store;
  readonly recorder: Recorder;
  readonly catalogue: Catalogue;
  /** Moves the clock on by so many milliseconds. */
  pass(ms: number): void;
  now(): number;
  drain(): Promise<void>;
  start(): Promise<string>;
}

export interface Doing {
  readonly probe?: (context: ProbeContext) => Promise<Evidence>;
  readonly show?: Show;
  readonly may?: May;
}

export async function bench(doing: Doing = {}): Promise<Bench> {
  let time = 1_000_000;
  let count = 0;
  const clock = () => time;
  const ids = () => `id${++count}`;
  const wake = () => {};
  const store = await openSqlite({ path: ":memory:", clock });
  const catalogue = createCatalogue([small]);
  const recorder = createRecorder({ store, catalogue, clock, wake });
  const may = doing.may ?? anyone;
  const engine = createEngine({ recorder, store, catalogue, clock, ids, wake, may });
  const probe = doing.probe ?? (async () => ({ ...evidence("quiet"), facts: { raw: 1 } }));
  const worker = createWorker({
    store,
    recorder,
    probes: { "alb.pattern": probe, "alb.timeouts": probe, "alb.retest": probe },
    show: doing.show ?? (async () => {}),
    clock,
    ids,
    log: silent,
    wake,
    signal: new AbortController().signal,
  });
  return {
    engine,
    worker,
    store,
    recorder,
    catalogue,
    pass: (ms) => {
      time += ms;
    },
    now: clock,
    drain: () => drain(worker),
    start: () => started(engine),
  };
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
