import { once } from "node:events";
import type { Server } from "node:http";
import { type Call, createCalls } from "./calls.ts";
import { type Changes, createChanges } from "./changes.ts";
import type { Context } from "./context.ts";
import type { Delivery } from "./envelopes.ts";
import { createEmitter } from "./events.ts";
import { createFaults, type Faults } from "./faults.ts";
import { identity } from "./identity.ts";
import type { JsonRecord } from "./json.ts";
import type { Manifest } from "./manifest.ts";
import type { Channel, Person, WorkspaceData } from "./model.ts";
import { type Actor, actAs } from "./people/index.ts";
import { createRates, type Limits } from "./rules/rates.ts";
import { createHttp } from "./server.ts";
import { createSockets, type Sockets } from "./socket.ts";
import { type ChannelSeed, createState } from "./state.ts";

export type { Call } from "./calls.ts";
export type { Change } from "./changes.ts";
export type { Delivery } from "./envelopes.ts";
export type { Fault } from "./faults.ts";
export { type Manifest, readManifest } from "./manifest.ts";
export type { Message, Person, View, WorkspaceData } from "./model.ts";
export type { Actor } from "./people/index.ts";
export type { Outcome } from "./people/outcome.ts";
export type { SeenMessage } from "./people/sight.ts";
export type { Said } from "./people/talk.ts";
export type { ChannelSeed } from "./state.ts";

/** What a workspace starts with; times in milliseconds. */
export interface WorkspaceOptions {
  readonly manifest: Manifest;
  readonly people: readonly Person[];
  readonly channels: readonly ChannelSeed[];
  /** Fake tokens that the app will use. */
  readonly botToken: string;
  readonly appToken: string;
  /** Epoch milliseconds; governs ts, expiry and rates. Ack limits and file delays are real time. */
  readonly clock?: () => number;
  /** How late history and replies show a new message; 0 unless told. */
  readonly historyLagMs?: number;
  /** How long an uploaded file is processed; 0 unless told. */
  readonly fileDelayMs?: number;
  /** How long an ack may take; 3,000 as https://docs.slack.dev/interactivity/handling-user-interaction says. */
  readonly ackLimitMs?: number;
  /** How old a message may be when it is edited; no limit unless told. */
  readonly editWindowMs?: number | null;
  /** Rate limits; off unless told, `{}` for Slack's own. */
  readonly limits?: Limits | false;
}

/** A running workspace. */
export interface Workspace {
  /** What the app passes as slackApiUrl. */
  readonly apiUrl: string;
  readonly botUserId: string;
  readonly manifest: Manifest;
  /** The state as plain data; read it, do not write it. */
  readonly data: Readonly<WorkspaceData>;
  /** A copy of the state that later changes do not reach. */
  readonly snapshot: () => WorkspaceData;
  readonly as: (personId: string) => Actor;
  readonly until: Changes["until"];
  readonly onChange: Changes["onChange"];
  /** Requests of the app, all or of one method; also "upload" and "response_url". */
  readonly calls: (method?: string) => readonly Call[];
  readonly faults: Faults;
  readonly sockets: Pick<Sockets, "count" | "disconnect" | "drop">;
  /** Sends each unacknowledged event again. */
  readonly redeliver: () => Promise<readonly Delivery[]>;
  /** Sends any other event, as channel_id_changed; null where the app is not subscribed. */
  readonly emit: (event: JsonRecord & { readonly type: string }) => Promise<Delivery | null>;
  /** Changes a channel by hand: archives it, takes the bot out of it. */
  readonly setChannel: (
    id: string,
    change: Partial<Pick<Channel, "isMember" | "isArchived" | "members">>,
  ) => void;
  readonly close: () => Promise<void>;
}

/** Starts a Slack workspace on a free port of 127.0.0.1. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const now = options.clock ?? Date.now;
  const changes = createChanges(now);
  const state = createState(options, now, changes);
  const sockets = createSockets(options.ackLimitMs ?? 3_000, (what) =>
    state.changed("socket", what),
  );
  const faults = createFaults(sockets.drop);
  const calls = createCalls((method) => state.changed("call", method));
  const rates = createRates(options.limits ?? false, now);
  const timers = new Set<NodeJS.Timeout>();
  const http = createHttp(() => context, { calls, faults, rates });
  sockets.attach(http);
  const baseUrl = await listen(http);
  const context: Context = {
    state,
    manifest: options.manifest,
    settings: settingsOf(options),
    sockets,
    baseUrl: () => baseUrl,
    emit: createEmitter(state, options.manifest, sockets),
    later: (delayMs, work) => void timers.add(setTimeout(work, delayMs)),
  };
  const close = () => closeAll(http, sockets, changes, timers);
  return expose(context, changes, faults, calls.list, close);
}

function expose(
  context: Context,
  changes: Changes,
  faults: Faults,
  calls: Workspace["calls"],
  close: () => Promise<void>,
): Workspace {
  const { state, sockets } = context;
  return {
    apiUrl: `${context.baseUrl()}/api/`,
    botUserId: identity.botUserId,
    manifest: context.manifest,
    data: state.data,
    snapshot: () => structuredClone(state.data),
    as: (personId) => actAs(context, personId),
    until: changes.until,
    onChange: changes.onChange,
    calls,
    faults,
    sockets,
    redeliver: sockets.redeliver,
    emit: (event) => context.emit(event.type, event),
    setChannel: (id, change) => {
      Object.assign(state.channel(id) ?? {}, change);
      state.changed("channel", id);
    },
    close,
  };
}

const settingsOf = (options: WorkspaceOptions): Context["settings"] => ({
  botToken: options.botToken,
  appToken: options.appToken,
  historyLagMs: options.historyLagMs ?? 0,
  fileDelayMs: options.fileDelayMs ?? 0,
  editWindowMs: options.editWindowMs ?? null,
});

async function listen(http: Server): Promise<string> {
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (address === null || typeof address === "string")
    throw new Error("The workspace has no port.");
  return `http://127.0.0.1:${address.port}`;
}

async function closeAll(
  http: Server,
  sockets: Sockets,
  changes: Changes,
  timers: Set<NodeJS.Timeout>,
): Promise<void> {
  for (const timer of timers) clearTimeout(timer);
  changes.close();
  sockets.close();
  const closed = once(http, "close");
  http.close();
  http.closeAllConnections();
  await closed;
}
