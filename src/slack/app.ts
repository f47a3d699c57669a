import { App, type Receiver } from "@slack/bolt";
import type { Authorizer } from "../engine/authorizer.ts";
import type { Catalogue } from "../engine/catalogue.ts";
import type { Engine } from "../engine/engine.ts";
import type { Clock, Log, Show, Store } from "../engine/ports.ts";
import { waitForTurn } from "../engine/turns.ts";
import type { Draw } from "../language/picture.ts";
import { builtIn, type Template } from "../postmortem/postmortem.ts";
import { createLinks } from "./delivery/posting/message-rows.ts";
import { createOfferPosts, createPosts } from "./delivery/posting/posts.ts";
import {
  createRememberCardPlace,
  createTellUnshown,
  type TellUnshown,
} from "./delivery/showing/moved-or-unshown.ts";
import { createHomePictures, createPictures } from "./delivery/showing/pictures.ts";
import { createRendering } from "./delivery/showing/render-thread.ts";
import { createShowThread } from "./delivery/showing/show-thread.ts";
import { createFiles } from "./delivery/web-api/file-uploads.ts";
import { createNameBook, type NameBook } from "./delivery/web-api/people-names.ts";
import { type Clients, createClients } from "./delivery/web-api/web-clients.ts";
import type { Wellbeing } from "./messages/replies/home.ts";
import { createAlerts, type ReadAlert } from "./requests/alerts/alerts.ts";
import { createOffer, type OfferForAlert } from "./requests/alerts/offers.ts";
import { createAnswering, createTeller } from "./requests/answer-requests.ts";
import { createHome, type HomeSources } from "./requests/app-home.ts";
import { type Background, createBackground } from "./requests/background.ts";
import { createDownload, type ReadingTimes } from "./requests/configurations/download.ts";
import type { SlackDirectory } from "./requests/directory.ts";
import { createModals } from "./requests/forms/modals.ts";
import { registerListeners } from "./requests/listeners.ts";
import { createMemberships } from "./requests/membership.ts";
import { createReadMessage, createReadPayload } from "./requests/record-message/slack-message.ts";
import type { HandlerDependencies } from "./requests/request-context.ts";
import { faultIn } from "./requests/request-shapes.ts";
import { createChanges } from "./requests/workspace-events.ts";
import { createIdentity, type Identity } from "./transport/bot-identity.ts";
import { createHttpTransport } from "./transport/http/http-receiver.ts";
import type { OtherRoute } from "./transport/http/server.ts";
import type { IntakeParts } from "./transport/intake.ts";
import { sdkLogger } from "./transport/sdk-log.ts";
import type { SocketTimeouts } from "./transport/socket/open-sockets.ts";
import { createSocketTransport } from "./transport/socket/socket-receiver.ts";
import type { Transport, TransportConfig } from "./transport/transport.ts";

export interface Slack {
  /** Resolves when Slack can be heard. Rejects with SlackRefused when Slack does not accept a token. */
  start(): Promise<void>;
  /** Takes nothing more, finishes what is under way, then closes. */
  stop(): Promise<void>;
  /** The workspace that the bot is of, as soon as Slack said so. */
  readonly team: () => Promise<string>;
  readonly show: Show;
  readonly transport: Pick<Transport, "state" | "broken">;
  /** Why Slack took the bot's rights away, as a sentence; undefined while it did not. */
  readonly refused: () => string | undefined;
  readonly unshown: TellUnshown;
  readonly offer: OfferForAlert;
}

/** Tokens and addresses; `slackApiUrl` ends with "/api/". */
export interface SlackConfig {
  readonly slackBotToken: string;
  readonly slackApiUrl: string;
  readonly transport: TransportConfig;
  readonly command: string;
  readonly offerIn: readonly string[];
}

export interface SlackParts extends Omit<IntakeParts, "faultIn"> {
  readonly config: SlackConfig;
  readonly engine: Engine;
  /** Whom the engine's authorizer asks; it is told who came and went. */
  readonly directory: Pick<SlackDirectory, "changed">;
  readonly authorizer: Pick<Authorizer, "mayShow">;
  readonly catalogue: Catalogue;
  readonly store: Pick<Store, "messages" | "progress" | "budgets" | "condition" | "row" | "alerts">;
  readonly wellbeing: () => Promise<Wellbeing>;
  /** Never jumps, in milliseconds from anywhere: performance.now. */
  readonly steady: Clock;
  /** No other process may answer for this app: the database is a file. */
  readonly isAlone?: boolean;
  readonly patience?: SocketTimeouts;
  readonly readingTimes?: ReadingTimes;
  /** What else is answered on the port of HTTP. */
  readonly otherRoute?: OtherRoute | undefined;
  readonly fetch?: typeof fetch;
  readonly draw: Draw;
  readonly readAlert: ReadAlert;
  /** How the team wants its postmortems; the built-in way when absent. */
  readonly template?: Template;
}

/** Wires Bolt to the engine. The transport is a receiver; nothing else knows it. */
export function createSlack(parts: SlackParts): Slack {
  const { config, log } = parts;
  const clients = createClients({ ...parts, ...config, botToken: config.slackBotToken });
  const identity = createIdentity({ client: clients.trigger, log });
  const background = createBackground(log);
  const transport = transportFor(parts, clients);
  const app = createApp(config, transport.receiver, identity, log);
  const requestParts = createRequestParts(parts, clients, identity, background);
  const answer = createAnswering(background, createTeller(clients.trigger, requestParts.modals));
  const forHome = { client: clients.trigger, command: config.command };
  const publishHome = createHomeFor(parts, clients, { ...forHome, ...requestParts });
  const { hear, refused } = createChanges(parts.engine, log, parts.directory.changed);
  registerListeners(app, { requestParts, answer, background, publishHome, hear });
  return {
    start: async () => {
      await identity.known();
      await transport.receiver.start();
    },
    stop: async () => {
      identity.stop();
      await transport.receiver.stop();
      await background.settled();
    },
    team: async () => (await identity.known()).team,
    ...{ transport, refused, offer: requestParts.offer },
    unshown: createTellUnshown({ ...forHome, background, publishHome }),
    show: createShowFor(parts, clients, requestParts.names, identity),
  };
}

function createHomeFor(
  parts: SlackParts,
  { worker }: Clients,
  more: Pick<HomeSources, "client" | "command" | "background" | "linkTo">,
) {
  const pictures = createPictures(createFiles(worker), parts.draw, parts.steady);
  const publish = createHome({ ...parts, ...more, homePictures: createHomePictures(pictures) });
  // A page is made of many runs: whoever opens it again and again must not keep the database from everybody else.
  return waitForTurn(publish, homesAtOnce);
}

const homesAtOnce = {
  most: 4,
  // All that a page asks for ends by itself before that, as far as one knows.
  longestMs: 30_000,
  overdue: () => new Error("It was not there within 30 seconds."),
};

function createShowFor(
  parts: SlackParts,
  { worker }: Clients,
  names: NameBook,
  identity: Identity,
): Show {
  const { engine, catalogue, store, clock, template = builtIn } = parts;
  const render = createRendering({
    packs: catalogue.packs,
    flowOf: engine.flowOf,
    goneOf: engine.goneOf,
    progress: store.progress,
    ...{ names, template, clock },
    linkTo: createLinks(identity, store.messages),
  });
  const { mayShow } = parts.authorizer;
  const botUser = botUserOf(identity);
  return createShowThread({ ...parts, ...store, client: worker, botUser, render, mayShow });
}

const botUserOf = (identity: Identity) => async () => (await identity.known()).botUserId;

function transportFor(parts: SlackParts, { socket }: Clients): Transport {
  const { transport } = parts.config;
  return transport.kind === "socket"
    ? createSocketTransport({ ...parts, faultIn, client: socket(transport.appToken) })
    : createHttpTransport({ ...parts, faultIn, ...transport });
}

/** With `token` instead of `authorize`, one failed auth.test at start leaves Bolt acknowledging clicks and doing nothing. */
function createApp(config: SlackConfig, receiver: Receiver, identity: Identity, log: Log): App {
  const app = new App({
    receiver,
    authorize: async () => {
      const { botId, botUserId, team } = await identity.known();
      return { botId, botUserId, botToken: config.slackBotToken, teamId: team };
    },
    clientOptions: { slackApiUrl: config.slackApiUrl, retryConfig: { retries: 0 }, timeout: 2_000 },
    convoStore: false,
    logger: sdkLogger(log),
  });
  app.error(async (error) => {
    throw error;
  });
  return app;
}

function createRequestParts(
  parts: SlackParts,
  { trigger, worker }: Clients,
  identity: Identity,
  background: Background,
): HandlerDependencies {
  const { engine, catalogue, clock, config, store, template = builtIn } = parts;
  const forms = { fields: catalogue.packs.fields, own: template.own };
  const modals = createModals(trigger);
  const botUser = botUserOf(identity);
  return {
    engine,
    own: engine,
    catalogue,
    forms,
    names: createNameBook(worker),
    memberships: createMemberships(trigger, clock),
    modals,
    download: createDownload({
      ...{ ...parts, ...config, botToken: config.slackBotToken },
      client: worker,
    }),
    readingTimes: parts.readingTimes,
    linkTo: createLinks(identity, store.messages),
    readMessage: createReadMessage(trigger, botUser),
    ...createAlerting(parts, trigger),
    background,
    leaving: createRememberCardPlace({
      messages: store.messages,
      posts: createPosts(worker, botUser, () => {}),
      background,
    }),
    command: config.command,
  };
}

function createAlerting(parts: SlackParts, client: Clients["trigger"]) {
  const { catalogue, engine, store, clock, config } = parts;
  const offer = createOffer({
    starting: { catalogue, command: config.command },
    own: engine,
    ...{ heard: store.alerts, budgets: store.budgets },
    post: createOfferPosts(client),
    clock,
  });
  const alerts = createAlerts(parts.readAlert, createReadPayload(client));
  return { alerts, offer, offerIn: config.offerIn };
}
