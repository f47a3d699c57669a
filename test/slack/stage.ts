import { fileURLToPath } from "node:url";
import type { Evidence, Flow, LoadBalancerRef, Packs, Resolve, Suggest } from "#flow";
import hello from "../../docs/examples/hello.ts";
import alb502 from "../../flows/alb-502-keepalive.ts";
import {
  type Actor,
  readManifest,
  type SeenMessage,
  type Workspace,
  type WorkspaceOptions,
} from "../../lab/workspace/index.ts";
import { type AlbFieldsParts, createAlbFields } from "../../src/alb/fields/index.ts";
import { readAlert } from "../../src/alerts/read-alert.ts";
import { type Audit, createAuthorizer, type Refused } from "../../src/engine/authorizer.ts";
import { createCatalogue } from "../../src/engine/catalogue.ts";
import { createEngine, type Engine } from "../../src/engine/engine.ts";
import type { Log, ProbeContext, Probes, Store } from "../../src/engine/ports.ts";
import { createRecorder } from "../../src/engine/recorder.ts";
import { createWorker, drainEffects } from "../../src/engine/worker/worker.ts";
import { checkHealth } from "../../src/health/check.ts";
import { createShippedPacks } from "../../src/load-catalogue.ts";
import { createDraw } from "../../src/pictures/draw.ts";
import { type Rules, usualRules } from "../../src/run/permission/rules.ts";
import { createSlack, type Slack } from "../../src/slack/app.ts";
import type { Wellbeing } from "../../src/slack/messages/replies/home.ts";
import type { ReadingTimes } from "../../src/slack/requests/configurations/download.ts";
import { createDirectory } from "../../src/slack/requests/directory.ts";
import type { Deadlines } from "../../src/slack/transport/intake.ts";
import type { SocketTimeouts } from "../../src/slack/transport/socket/open-sockets.ts";
import type { TransportConfig } from "../../src/slack/transport/transport.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { evidence } from "../engine/runs.ts";
import { appToken, botToken, start, webClient } from "../lab/workspace/practice.ts";
import { small } from "../language/flows.ts";
import { everyProbe } from "../probes.ts";
import { boundless } from "./threads.ts";

export const channelId = "C0INC";

/** The whole bot but for AWS, in a local workspace: real Bolt, real engine, real store. */
export interface Stage {
  readonly workspace: Workspace;
  readonly engine: Engine;
  readonly store: Store;
  readonly slack: Slack;
  readonly ada: Actor;
  readonly grace: Actor;
  readonly lines: readonly string[];
  /** Who was refused what, oldest first. */
  readonly refusals: readonly Refused[];
  /** Performs all that is due: shows threads, looks, reminds. */
  readonly work: () => Promise<void>;
  /** Starts a run by command and shows it; its card. */
  readonly begin: (line?: string) => Promise<SeenMessage>;
  /** The newest message that only this person sees, once there is one with this text. */
  readonly whisper: (who: Actor, text: string, channel?: string) => Promise<SeenMessage>;
  readonly close: () => Promise<void>;
}

export interface StageOptions extends Partial<WorkspaceOptions> {
  readonly resolve?: Resolve<LoadBalancerRef>;
  readonly suggest?: Suggest;
  /** What flows can say, and which there are; those that ship, and two small ones, unless told. */
  readonly packs?: Packs;
  readonly flows?: readonly Flow[];
  readonly probes?: Probes;
  readonly deadlines?: Deadlines;
  readonly patience?: SocketTimeouts;
  readonly readingTimes?: ReadingTimes;
  readonly isAlone?: boolean;
  /** Whether posts and edits wait for their turn; they do not unless told. */
  readonly budget?: "kept";
  /** One that another stage plays in already. */
  readonly workspace?: Workspace;
  /** Whether the bot listens already; it does unless told. */
  readonly started?: boolean;
  /** Channels in which an alert's message gets an offer; none unless told. */
  readonly offerIn?: readonly string[];
  /** Which transport Slack's requests take. */
  readonly over?: "socket" | "http";
  /** What is known of servers; a small table unless told. */
  readonly servers?: Pick<AlbFieldsParts, "readConfigurations">;
  /** Milliseconds since 1970; that of the machine unless told. */
  readonly clock?: () => number;
  /** What every probe sees; all is quiet unless told. */
  readonly look?: (context: ProbeContext) => Promise<Evidence>;
  /** How long a watch waits between two looks at least; a minute unless told. */
  readonly leastWatchMs?: number;
  /** How AWS answered last; it was not asked unless told. */
  readonly looks?: Omit<Wellbeing["looks"], "at">;
  /** What stands between the engine and its store. */
  /** What the team allows beyond the usual. */
  readonly rules?: Partial<Rules>;
  readonly withStore?: (store: Store) => Store;
}

const signingSecret = "practice signing secret";

const transportConfig = (over: "socket" | "http"): TransportConfig =>
  over === "socket" ? { kind: over, appToken } : { kind: over, port: 0, signingSecret };

const urlOf = ({ transport }: Slack): string =>
  `http://127.0.0.1:${transport.state().port}/slack/events`;

const manifestFile = fileURLToPath(new URL("../../manifest.yml", import.meta.url));

export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const { resolve = found, deadlines, patience, isAlone = false, ...others } = options;
  const { withStore = (store) => store } = options;
  const workspace =
    options.workspace ??
    (await start({
      manifest: await readManifest(manifestFile),
      ...(options.over === "http" ? { delivery: { url: () => urlOf(slack), signingSecret } } : {}),
      ...others,
    }));
  const clock = options.clock ?? Date.now;
  const store = await openSqlite({ path: ":memory:", clock });
  const lines: string[] = [];
  const log = logInto(lines);
  const searching = options.suggest === undefined ? {} : { suggest: options.suggest };
  const catalogue = createCatalogue(
    options.packs ??
      createShippedPacks(createAlbFields({ resolve, ...searching, ...options.servers })),
    options.flows ?? [alb502, small, hello],
  );
  const parts = { store: withStore(store), catalogue, clock, wake: () => {} };
  const recorder = createRecorder(parts);
  let count = 0;
  const ids = () => `id${++count}`;
  const refusals: Refused[] = [];
  const audit: Audit = { allowed: () => {}, refused: (refused) => refusals.push(refused) };
  const directory = createDirectory({
    client: webClient(workspace),
    team: () => slack.team(),
    clock,
    log,
  });
  const rules = { ...usualRules, ...options.rules };
  const authorizer = createAuthorizer({ directory, rules, audit });
  const engine = createEngine({ ...parts, recorder, ids, authorizer });
  const config = {
    slackBotToken: botToken,
    slackApiUrl: workspace.apiUrl,
    command: "/runbook",
    offerIn: options.offerIn ?? [],
    transport: transportConfig(options.over ?? "socket"),
  };
  const report = () =>
    checkHealth({
      ...{ transport: slack.transport.state, refused: slack.refused, store, clock },
      stall: () => ({ ms: 0 }),
    });
  const slack: Slack = createSlack({
    ...{ config, engine, directory, authorizer, catalogue, clock, steady: clock, log, isAlone },
    draw: createDraw(),
    readAlert,
    wellbeing: async () => ({ ...(await report()), looks: { at: "AWS", ...options.looks } }),
    store: options.budget === "kept" ? store : { ...store, budgets: boundless },
    ...(deadlines === undefined ? {} : { deadlines }),
    ...(patience === undefined ? {} : { patience }),
    ...(options.readingTimes === undefined ? {} : { readingTimes: options.readingTimes }),
  });
  const look = options.look ?? (async () => ({ ...evidence("quiet"), facts: null }));
  const worker = createWorker({
    ...{ store, recorder, clock, ids, log, show: slack.show, unshown: slack.unshown },
    probes: options.probes ?? everyProbe(look),
    wake: () => {},
    signal: new AbortController().signal,
    patience: { everyMs: 5, graceMs: 50 },
    ...(options.leastWatchMs === undefined ? {} : { leastWatchMs: options.leastWatchMs }),
  });
  if (options.started !== false) await slack.start();
  const ada = workspace.as("U0ADA");
  const work = () => drainEffects(worker);
  return {
    ...{ workspace, engine, store, slack, ada, grace: workspace.as("U0GRACE"), lines, work },
    refusals,
    begin: async (line = "/runbook small shop") => {
      await ada.slash(channelId, line);
      await work();
      return newest(ada.sees(channelId), () => true);
    },
    whisper: (who, text, channel = channelId) =>
      workspace.until(() => whispered(workspace, who, channel).findLast(says(text)), {
        waitingFor: `a private message that says ${text}`,
      }),
    close: async () => {
      await slack.stop();
      await store.close();
      await workspace.close();
    },
  };
}

/** The load balancer that everything but "nowhere" and "twins" resolves to. */
export const shop = { name: "shop", region: "eu-west-1", arn: "arn:aws:shop" };

const found: Resolve<LoadBalancerRef> = async () => ({ kind: "found", answer: shop });

/** All that a message shows, as one text. */
export const shownIn = (message: SeenMessage): string =>
  `${message.text} ${JSON.stringify(message.blocks)}`;

const says = (text: string) => (message: SeenMessage) => shownIn(message).includes(text);

function whispered(workspace: Workspace, who: Actor, channel: string): readonly SeenMessage[] {
  const threads = new Set(workspace.data.messages.map(({ threadTs }) => threadTs));
  return [...threads]
    .flatMap((threadTs) => who.sees(channel, threadTs))
    .filter(({ isEphemeral }) => isEphemeral);
}

function newest(
  messages: readonly SeenMessage[],
  fits: (message: SeenMessage) => boolean,
): SeenMessage {
  const message = messages.findLast(fits);
  if (message === undefined) throw new Error("There is no such message.");
  return message;
}

function logInto(lines: string[]): Log {
  const line = (text: string, more?: unknown) => {
    lines.push(`${text} ${JSON.stringify(more)}`);
  };
  return { info: line, warn: line, error: line };
}

/** The newest run of the incident channel. */
export async function newestRun({ engine }: Stage) {
  const [row] = await engine.rows({ channel: channelId, limit: 1 });
  return engine.read(row?.id ?? "");
}
