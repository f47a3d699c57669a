import { readPayload } from "./alerts/read-alert.ts";
import { withAccount } from "./alerts/regions-and-accounts.ts";
import type { Config } from "./config/config.ts";
import type { Clock, Log, Store } from "./engine/ports.ts";
import { createHookListener, type HookParts } from "./hooks/listener.ts";
import { createSnsReader } from "./hooks/sns-certificates.ts";
import {
  closeServer,
  defaultLimits,
  listenOn,
  type OtherRoute,
  portOf,
  serverWith,
} from "./slack/transport/http/server.ts";
import { createUnverified } from "./slack/transport/http/unverified-bodies.ts";

/** Where alerts are taken over HTTP. */
export interface HooksHere {
  /** Answers what is not Slack's, where those come over HTTP; undefined where there is no hook. */
  readonly otherRoute: OtherRoute | undefined;
  /** Listens on the port of the hooks' own, where Slack's requests come over sockets. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The hooks of the configuration, with a bound of their own on what nobody has verified yet. */
export function openHooks(
  { hooks, transport, http, accounts }: Pick<Config, "hooks" | "transport" | "http" | "accounts">,
  parts: Pick<HookParts, "offer"> & {
    readonly store: Pick<Store, "alerts">;
    readonly clock: Clock;
    readonly log: Log;
  },
): HooksHere {
  if (hooks.length === 0) return { otherRoute: undefined, start: nothing, stop: nothing };
  const otherRoute = createHookListener({
    ...{ ...parts, hooks, heard: parts.store.alerts },
    readPayload: (json) => readPayload(json).map((alert) => withAccount(alert, accounts)),
    readBody: createUnverified().read,
    sns: createSnsReader(fetch),
  });
  if (transport.kind === "http") return { otherRoute, start: nothing, stop: nothing };
  const server = serverWith(
    (_, response) => void response.writeHead(404, { connection: "close" }).end(),
    defaultLimits,
    otherRoute,
  );
  const start = async () => {
    await listenOn(server, http);
    parts.log.info("Handrail answers /hooks/", { ...portOf(server) });
  };
  return { otherRoute, start, stop: () => closeServer(server, nothing) };
}

const nothing = async () => {};
