import { randomUUID } from "node:crypto";
import { flushCompileCache } from "node:module";
import { byId } from "#language";
import { createReading } from "./alb/configurations/time-limit.ts";
import { createAlbFields } from "./alb/fields/index.ts";
import { createProbes } from "./alb/probes/create-probes.ts";
import { createResolve } from "./alb/resolve-load-balancer.ts";
import { readAlert } from "./alerts/read-alert.ts";
import { withAccount } from "./alerts/regions-and-accounts.ts";
import { openAudit } from "./audit/open-audit.ts";
import { type Accounts, openAccounts } from "./aws/accounts.ts";
import { type LastAnswers, rememberAnswers } from "./aws/last-answers.ts";
import { botConfigHere, type Config } from "./config/from-process.ts";
import { openTemplate } from "./config/postmortem-template.ts";
import { createPeriodicChecks } from "./doctor/periodic-checks.ts";
import { createAudit, type TellAudit } from "./engine/audit.ts";
import { createAuthorizer } from "./engine/authorizer.ts";
import type { Catalogue } from "./engine/catalogue.ts";
import { createEngine } from "./engine/engine.ts";
import type { Probes, Store } from "./engine/ports.ts";
import { createRecorder } from "./engine/recorder.ts";
import { createUpkeep } from "./engine/upkeep.ts";
import { repaintAtStart } from "./engine/worker/repaint-at-start.ts";
import { createWorker } from "./engine/worker/worker.ts";
import { createLoop, reportUnreadable } from "./engine/worker/worker-loop.ts";
import { checkHealth, type HealthInputs, type HealthReport } from "./health/check.ts";
import { watchFetch, watchProbes, watchStore } from "./health/instrument.ts";
import { createMeters, type Meters } from "./health/meters.ts";
import { createShippedPacks, loadCatalogue } from "./load-catalogue.ts";
import { createLog, writeLogLine } from "./log.ts";
import { openHealth } from "./open-health.ts";
import { openHooks } from "./open-hooks.ts";
import { createDraw } from "./pictures/draw.ts";
import type { Template } from "./postmortem/postmortem.ts";
import { createGenericProbes } from "./probes/index.ts";
import { createPermits } from "./probes/request-permits.ts";
import { BadConfig } from "./run/errors.ts";
import { createSlack, type Slack, type SlackParts } from "./slack/app.ts";
import { createClients, slackFetch } from "./slack/delivery/web-api/web-clients.ts";
import { createDirectory } from "./slack/requests/directory.ts";
import { firstSignal, isDoneWithin } from "./stop-signal.ts";
import { openStore } from "./store/open.ts";
import { watchStalls } from "./threads/stalls.ts";

const clock = Date.now;
const steady = () => performance.now();
const ids = randomUUID;
const log = createLog(writeLogLine, clock);
/** A failover of a database takes less than two minutes. */
const aroundStore = { clock, log, reachMs: 120_000 };
/** Supervisors kill after ten seconds or more. */
const longestStopMs = 9_000;
/** Nobody can be answered while something holds the event loop, not even who asks for the health. */
const stalls = watchStalls({ clock });
const needs = createPeriodicChecks({ diagnose: examined, log });

// As a line of the log like any other, without a token that the error may quote.
process.on("uncaughtException", (error) => {
  log.error("Handrail ends, for it made a mistake. Nothing recorded is lost", error);
  process.exit(1);
});

// Node's own words would stand between the lines. What a library says of its own future is for whoever changes Handrail.
process.removeAllListeners("warning");
process.on("warning", (warning) => log.warn(`Node warns: ${warning.message}`));

try {
  await serve(await botConfigHere());
} catch (error) {
  if (error instanceof BadConfig) writeLogLine(`${error.message}\n`);
  else log.error("Handrail stopped", error);
  process.exitCode = 1;
}
// A call to Slack that hangs would hold the process.
process.exit();

/** Loaded once the bot listens. The sockets try the app token. */
async function* examined() {
  const { examineHere } = await import("./doctor/examine-here.ts");
  yield* examineHere(["app token"]);
}

/** Listens until it is told to stop, or until Slack can no longer be heard. */
async function serve(config: Config): Promise<void> {
  const told = firstSignal();
  // A database may be waited for, and nothing is under way yet that must be finished.
  const bot = await Promise.race([wire(config), told]);
  if (typeof bot === "string") return log.info("Handrail is stopping", { signal: bot });
  const { transport } = bot.slack;
  // Before anybody is waited for, and only what is not kept yet: one that is killed would keep nothing for the next start.
  flushCompileCache();
  let repainted: Promise<void> | undefined;
  try {
    await Promise.race([bot.slack.start(), told]);
    await bot.hooks.start();
    log.info("Handrail is listening", { over: transport.state().kind });
    // Slack is heard by now: people's own requests come first.
    repainted = bot.repaint();
    void needs.look(bot.stopping.signal);
    // Nobody who asks must wait for AWS.
    void bot.aws.resolve.keepFresh(bot.stopping.signal);
    const signal = await Promise.race([told, transport.broken]);
    log.info("Handrail is stopping", { signal });
  } finally {
    if (!(await isDoneWithin(longestStopMs, stop({ ...bot, repainted }))))
      log.warn("Some work was still under way when Handrail ended. It stays due.");
  }
}

/** What is under way is finished, looks are cut short, and what is due stays due. */
async function stop(bot: Bot & { readonly repainted: Promise<void> | undefined }): Promise<void> {
  const worked = bot.loop.stop();
  bot.stopping.abort();
  await Promise.all([bot.slack.stop(), bot.hooks.stop(), worked, bot.repainted]);
  bot.upkeep.stop();
  await bot.health?.stop();
  await bot.store.close();
  await bot.audit.close();
}

type Bot = Awaited<ReturnType<typeof wire>>;

/** The composition root: every part by hand, top to bottom. */
async function wire(config: Config) {
  const meters = createMeters();
  const stopping = new AbortController();
  const { signal } = stopping;
  const aws = openAws(config);
  const catalogue = await openCatalogue(config, aws);
  const { store, audit } = await openRecord(config, meters);
  const wake = () => loop.wake();
  const { directory, authorizer } = openDoor(config, meters, audit.tell, () => slack.team());
  const recorder = createRecorder({ store, catalogue, clock, wake, quietHours: config.quietHours });
  const engine = createEngine({ recorder, store, catalogue, clock, ids, wake, authorizer });
  const template = await openPostmortems(config);
  const probes = openProbes(config, meters, store, aws.accounts);
  const basics = { config, engine, directory, authorizer, catalogue, store };
  const parts = { ...basics, clock, log, template };
  const { slack, hooks, report } = openSlack(parts, meters, aws.answers);
  const around = { store, recorder, clock, ids, log, wake, signal };
  const { show, unshown } = slack;
  const worker = createWorker({ ...around, probes, show, unshown, ...paceOf(config) });
  const loop = createLoop(worker, store, clock, log);
  store.onWake(wake);
  store.onUnreadable((what) => void reportUnreadable({ recorder, log }, what));
  const upkeep = createUpkeep({ store, clock, log, ...config });
  const health = await openHealth(config, { report, meters, log });
  const repaint = () => repaintAtStart({ store, recorder, clock, log, signal });
  return { slack, hooks, stopping, loop, upkeep, health, store, audit, repaint, aws };
}

/** Runs, and the stream that tells an auditor of them. */
async function openRecord(config: Config, meters: Meters) {
  const store = watchStore(await openStore(config.database, aroundStore), meters);
  return { store, audit: openAudit(config.audit, { store, clock, log }) };
}

/** What a watch counts is there once a period, which is a minute at AWS. */
function paceOf({ metricPeriodSeconds }: Config) {
  return { leastWatchMs: metricPeriodSeconds * 1_000 };
}

/** A flow with a mistake must not keep the bot down during an incident: it is left out, loudly. */
async function openCatalogue(
  { flows }: Config,
  { resolve }: Pick<ReturnType<typeof openAws>, "resolve">,
): Promise<Catalogue> {
  const { suggest } = resolve;
  const fields = createAlbFields({
    resolve,
    suggest,
    readConfigurations: createReading().describe,
  });
  const catalogue = await loadCatalogue(flows, createShippedPacks(fields));
  for (const { name, problems } of catalogue.broken)
    log.error("A runbook has mistakes and was left out", { name, problems });
  return catalogue;
}

/** A template with mistakes must not keep the bot down either: the built-in one takes its place, loudly. */
async function openPostmortems({ postmortemTemplate }: Config): Promise<Template> {
  const { template, problems } = await openTemplate(postmortemTemplate);
  if (problems.length > 0)
    log.error("The postmortem template has mistakes; the built-in one is used", { problems });
  return template;
}

/** AWS, how it answers, and what names mean in it. */
function openAws(config: Config) {
  const { watch, answers } = rememberAnswers(clock);
  const accounts = openAccounts(config, watch);
  const resolve = createResolve({ accounts: accounts.all, clock });
  return { accounts, answers, resolve };
}

function openProbes(
  config: Config,
  meters: Meters,
  { traffic }: Pick<Store, "traffic">,
  accounts: Accounts,
): Probes {
  const permits = createPermits({ traffic, settings: config.traffic, clock, ids, log });
  const probes = createProbes({ accountFor: accounts.for, options: config, permits });
  const generic = createGenericProbes({ accounts, options: config, permits });
  return byId(watchProbes([...Object.values(probes), ...generic], meters));
}

/** With a client of its own: whoever waits for a look-up must not wait behind a form. */
function openDoor(config: Config, meters: Meters, tell: TellAudit, team: () => Promise<string>) {
  const { slackBotToken: botToken, slackApiUrl } = config;
  const watched = watchFetch(meters, slackFetch);
  const { trigger } = createClients({ botToken, slackApiUrl, log, fetch: watched });
  const directory = createDirectory({ client: trigger, team, clock, log });
  const { rules } = config;
  return {
    directory,
    authorizer: createAuthorizer({ directory, rules, audit: createAudit(log, tell) }),
  };
}

/** Slack, and how Handrail is, which App Home shows too. */
function openSlack(
  parts: Omit<SlackParts, "steady" | "draw" | "readAlert" | "wellbeing"> & {
    readonly config: Config;
  } & Pick<HealthInputs, "store">,
  meters: Meters,
  answers: () => LastAnswers,
) {
  const { config, store } = parts;
  const isAlone = config.database.kind === "sqlite";
  const watched = { fetch: watchFetch(meters, slackFetch), onTaken: meters.request };
  const report = (): Promise<HealthReport> =>
    checkHealth({
      ...{ transport: slack.transport.state, refused: slack.refused, store, clock },
      stall: stalls.longest,
    });
  const wellbeing = async () => {
    const seen = await report();
    return { ...seen, reasons: [...seen.reasons, ...needs.missing()], looks: answers() };
  };
  const hooks = openHooks(config, { ...parts, offer: (...asked) => slack.offer(...asked) });
  const { otherRoute } = hooks;
  const slack: Slack = createSlack({
    ...{ ...parts, ...watched, steady, isAlone, draw: createDraw() },
    readAlert: (message) => withAccount(readAlert(message), config.accounts),
    ...{ wellbeing, otherRoute },
  });
  return { slack, hooks, report };
}
