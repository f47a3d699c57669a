import { randomUUID } from "node:crypto";
import { type Config, readConfig } from "./config.ts";
import { anyone, createEngine } from "./engine/engine.ts";
import { BadConfig } from "./engine/errors.ts";
import { createLoop } from "./engine/loop.ts";
import { createRecorder } from "./engine/record.ts";
import { createUpkeep } from "./engine/upkeep.ts";
import { createWorker } from "./engine/worker.ts";
import { loadCatalogue } from "./flows.ts";
import { parseDuration } from "./keepalive/durations.ts";
import { readMeasurement } from "./keepalive/measurement.ts";
import { serverKinds } from "./keepalive/servers.ts";
import { createLog } from "./log.ts";
import { openAccounts } from "./probes/accounts.ts";
import { createProbes } from "./probes/index.ts";
import { createResolve } from "./probes/resolve.ts";
import { createSlack } from "./slack/app.ts";
import { openStore } from "./store/open.ts";

const clock = Date.now;
const ids = randomUUID;
const log = createLog((line) => process.stderr.write(line), clock);

try {
  await serve(readConfig(process.env));
} catch (error) {
  if (error instanceof BadConfig) process.stderr.write(`${error.message}\n`);
  else log.error("Handrail stopped", error);
  process.exitCode = 1;
}

/** Listens until it is told to stop; what is under way is finished then, and what is due stays due. */
async function serve(config: Config): Promise<void> {
  const bot = await wire(config);
  await bot.slack.start();
  log.info("Handrail is listening");
  await Promise.race(["SIGTERM", "SIGINT"].map(signalled));
  log.info("Handrail is stopping");
  await bot.slack.stop();
  bot.stopping.abort();
  await bot.loop.stop();
  bot.upkeep.stop();
  await bot.store.close();
}

/** The composition root: every part by hand, top to bottom. */
async function wire(config: Config) {
  const catalogue = await loadCatalogue(config.flows);
  const store = await openStore(config.database, { clock, log });
  const stopping = new AbortController();
  const wake = () => loop.wake();
  const recorder = createRecorder({ store, catalogue, clock, wake });
  const engine = createEngine({ recorder, store, catalogue, clock, ids, wake, may: anyone });
  const accounts = openAccounts(config);
  const probes = createProbes({ accountFor: accounts.for, options: config });
  const resolve = createResolve({ accounts: accounts.all, clock });
  const forms = { serverKinds, parseDuration, readMeasurement };
  const slack = createSlack({ config, engine, catalogue, store, resolve, forms, clock, log });
  const { show } = slack;
  const { signal } = stopping;
  const worker = createWorker({ store, recorder, probes, show, clock, ids, log, wake, signal });
  const loop = createLoop(worker, store, clock, log);
  store.onWake(loop.wake);
  const upkeep = createUpkeep({ store, clock, log, factsDays: config.factsDays });
  return { slack, stopping, loop, upkeep, store };
}

function signalled(name: string): Promise<void> {
  return new Promise((resolve) => process.once(name, () => resolve()));
}
