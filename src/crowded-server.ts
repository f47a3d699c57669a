import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";

/** Connections on which somebody proved who they are. */
const known = new WeakSet<Socket>();

/** Who sent this is known: their connection gives way to nobody's. */
export const markProven = ({ socket }: IncomingMessage): void => void known.add(socket);

/**
 * Of `most` connections the last is never held for long: whoever comes takes the place of the oldest that proved nothing, for one who
 * has something to prove does so at once, and anybody can hold all that there are with nothing.
 */
export function dropUnproven(server: Server, most: number): void {
  server.maxConnections = most;
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    if (open.size < most) return;
    const oldest = [...open].find((one) => one !== socket && !known.has(one));
    if (oldest === undefined) return;
    open.delete(oldest);
    oldest.destroy();
  });
}
