import { Socket } from "node:net";
import { Duplex } from "node:stream";

/** Where a link leads and how long each direction takes. */
export interface LinkOptions {
  /** A port on 127.0.0.1. */
  readonly port: number;
  /** One-way delay in whole milliseconds, for bytes as well as for SYN, FIN and RST. */
  readonly delayMs: number;
}

type Later = (task: () => void) => void;

/**
 * Opens a TCP connection as seen from the far end of a slow wire: what either side does reaches the other `delayMs`
 * later, in order, so that one side can still send after the other has closed. A refused connection is an error event.
 */
export function openLink({ port, delayMs }: LinkOptions): Duplex {
  // Node keeps timers of one length in one list, so equal delays never overtake each other.
  const later: Later = (task) => void setTimeout(task, delayMs);
  // Half-open: this end goes on sending until it has seen the FIN.
  const wire = new Socket({ allowHalfOpen: true }).setNoDelay();
  const link = new Duplex({
    construct: (ready) => dial(wire, port, later, ready),
    read: () => {},
    write: (bytes: Buffer, _encoding, written) => {
      later(() => wire.writable && wire.write(bytes));
      written();
    },
    final: (ended) => {
      later(() => wire.end());
      ended();
    },
    destroy: (error, destroyed) => {
      later(() => wire.destroy());
      destroyed(error);
    },
  });
  deliver(wire, link, later);
  return link;
}

function dial(wire: Socket, port: number, later: Later, ready: (error?: Error) => void): void {
  later(() => wire.connect({ port, host: "127.0.0.1" }));
  const refused = (error: Error) => later(() => ready(error));
  wire.once("error", refused);
  wire.once("connect", () => {
    wire.off("error", refused);
    later(() => ready());
  });
}

function deliver(wire: Socket, link: Duplex, later: Later): void {
  const arrive: Later = (task) => later(() => link.destroyed || task());
  wire.once("connect", () => {
    wire.on("data", (bytes) => arrive(() => link.push(bytes)));
    wire.on("end", () => arrive(() => link.push(null)));
    wire.on("error", (error) => arrive(() => link.destroy(error)));
    wire.on("close", () => arrive(() => link.destroy()));
  });
}
