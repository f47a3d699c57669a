import type { WebClient } from "@slack/web-api";
import type { Clock, Log } from "../../engine/ports.ts";
import { createHttpTransport } from "./http/receiver.ts";
import type { OtherRoute } from "./http/server.ts";
import type { Deadlines, OnTaken } from "./intake.ts";
import type { Patience } from "./socket/open-sockets.ts";
import { createSocketTransport } from "./socket/receiver.ts";
import type { Transport, TransportConfig } from "./transport.ts";

/** Makes the transport that the configuration asks for. */
export function createTransport(
  config: TransportConfig,
  parts: {
    readonly socketClient: (appToken: string) => WebClient;
    readonly clock: Clock;
    readonly log: Log;
    readonly isAlone: boolean;
    readonly deadlines?: Deadlines | undefined;
    readonly patience?: Patience | undefined;
    readonly onTaken?: OnTaken | undefined;
    /** What else is answered on the port of HTTP. */
    readonly otherRoute?: OtherRoute | undefined;
  },
): Transport {
  switch (config.kind) {
    case "socket":
      return createSocketTransport({ ...parts, client: parts.socketClient(config.appToken) });
    case "http":
      return createHttpTransport({ ...parts, ...config });
    default:
      throw new Error(`Unknown transport: ${JSON.stringify(config satisfies never)}`);
  }
}
