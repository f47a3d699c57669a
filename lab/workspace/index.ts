import { listen, shut } from "../loopback.ts";
import { createChangeFeed } from "./changes.ts";
import type { WorkspaceContext, WorkspaceSettings } from "./context.ts";
import { createDeferred } from "./delivery/deferred.ts";
import { createEmitter } from "./delivery/events.ts";
import { createHttpDelivery } from "./delivery/http-delivery.ts";
import { createSockets } from "./delivery/socket.ts";
import { createCalls } from "./http/calls.ts";
import { createPlannedFaults, unsteady } from "./http/faults.ts";
import { createHttp } from "./http/server.ts";
import { identity } from "./identity.ts";
import { actAs } from "./people/index.ts";
import { postFromApp } from "./posting.ts";
import { createRates } from "./rules/rates.ts";
import { createState } from "./state.ts";
import type { Workspace, WorkspaceOptions } from "./workspace.ts";

export type { WorkspaceChange } from "./changes.ts";
export type { WebApiFault } from "./http/faults.ts";
export { type Manifest, readManifest } from "./manifest.ts";
export type { Message, View } from "./model.ts";
export { NoControl } from "./people/controls.ts";
export type { Entry, FileEntry } from "./people/fields.ts";
export type { Actor } from "./people/index.ts";
export type { Outcome } from "./people/outcome.ts";
export type { SeenMessage } from "./people/sight.ts";
export type { Workspace, WorkspaceOptions } from "./workspace.ts";

/** Starts a Slack workspace on a free port of 127.0.0.1. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const address = { url: "" };
  const parts = createParts(options, () => address.url);
  const { state, changes, sockets, calls, faults, deferred } = parts;
  const rates = createRates(options.limits ?? false, state.now);
  const http = createHttp(() => context, { calls, faults, rates });
  sockets.attach(http);
  address.url = `http://127.0.0.1:${await listen(http)}`;
  const context: WorkspaceContext = {
    state,
    manifest: options.manifest,
    settings: { ...usual, ...options },
    sockets,
    baseUrl: () => address.url,
    emit: createEmitter(state, options.manifest, sockets),
    later: deferred.later,
  };
  return expose(context, parts, async () => {
    deferred.close();
    changes.close();
    sockets.close();
    await shut(http);
  });
}

type Parts = ReturnType<typeof createParts>;

function createParts(options: WorkspaceOptions, baseUrl: () => string) {
  const now = options.clock ?? Date.now;
  const changes = createChangeFeed(now);
  const state = createState(options, now, changes, baseUrl);
  const ackLimitMs = options.ackLimitMs ?? 3_000;
  const { delivery } = options;
  const steady = {
    ...createSockets(ackLimitMs, (what) => state.changed("socket", what)),
    ...(delivery && createHttpDelivery(delivery, ackLimitMs, now)),
  };
  const faults = createPlannedFaults(steady.drop);
  const sockets = { ...steady, deliver: unsteady(steady.deliver, faults) };
  const calls = createCalls((method) => state.changed("call", method));
  return { state, changes, sockets, calls, faults, deferred: createDeferred() };
}

function expose(context: WorkspaceContext, parts: Parts, close: () => Promise<void>): Workspace {
  const { state, sockets } = context;
  return {
    apiUrl: `${context.baseUrl()}/api/`,
    botUserId: identity.botUserId,
    manifest: context.manifest,
    data: state.data,
    snapshot: () => structuredClone(state.data),
    as: (personId) => actAs(context, personId),
    until: parts.changes.until,
    onChange: parts.changes.onChange,
    calls: parts.calls.list,
    faults: parts.faults,
    sockets,
    redeliver: sockets.redeliver,
    processFiles: parts.deferred.release,
    fromApp: async (channelId, message) => postFromApp(context, channelId, message),
    emit: (event) => context.emit(event.type, event),
    setChannel: (id, change) => {
      Object.assign(state.channel(id) ?? {}, change);
      state.changed("channel", id);
    },
    setPerson: (id, change) => {
      Object.assign(state.person(id) ?? {}, change);
    },
    close,
  };
}

/** How Slack is, where a caller sets nothing else. */
const usual: WorkspaceSettings = {
  ...{ historyLagMs: 0, fileDelayMs: 0, editWindowMs: null },
  ...{ knowsClientMsgIds: true, lacks: [] },
};
