import type { WebClient } from "@slack/web-api";
import { createIntake, type IntakeParts } from "../intake.ts";
import type { Transport } from "../transport.ts";
import { openConnection } from "./connection.ts";
import type { SocketTimeouts } from "./open-sockets.ts";
import { socketAddress } from "./socket-address.ts";
import { createSocketPair } from "./socket-pair.ts";

/**
 * Requests over Socket Mode, from two sockets at a time. Slack's own client has one, is deaf for five seconds at each
 * refresh, acknowledges on whichever socket it has by then, and leaves a refused reconnection as an unhandled rejection.
 */
export function createSocketTransport(
  parts: IntakeParts & {
    /** With the app token: one try a call. */
    readonly client: WebClient;
    /** Only one process may answer, for the database is a file of its own. */
    readonly isAlone?: boolean;
    readonly patience?: SocketTimeouts | undefined;
  },
): Transport {
  const { client, log } = parts;
  const intake = createIntake(parts);
  const socketPair = createSocketPair({
    log,
    patience: parts.patience,
    onStrangers: parts.isAlone ? (theirs) => log.warn(notAlone, { theirs }) : undefined,
    connect: async () =>
      openConnection(await socketAddress(client), (envelope) => void intake.take(envelope)),
  });
  return {
    receiver: {
      init: intake.init,
      start: socketPair.start,
      stop: async () => {
        await intake.stop();
        await socketPair.stop();
      },
    },
    state: () => ({ kind: "socket", open: socketPair.open(), ...intake.last() }),
    broken: socketPair.broken,
  };
}

const notAlone =
  "Slack has more sockets of this app open than this process has. If another Handrail is running with a database of its own, half of the clicks go there and are refused: stop it, or give both one PostgreSQL database. After a crash the count is high for a minute.";
