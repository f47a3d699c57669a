import type { IncomingMessage } from "node:http";

/** Bodies that nobody has verified yet, of all requests together. */
export interface Unverified {
  /**
   * The raw body. "too large": larger than Slack sends. "crowded": it was the largest when all together were more than may be
   * held. What is left of such a body is not read. Rejects when the connection breaks.
   */
  readonly read: (request: IncomingMessage) => Promise<ReceivedBody>;
}

export type ReceivedBody = Buffer | "too large" | "crowded";

/** Slack's largest payloads, a view with all its state, are a few hundred kilobytes. */
export const mostBytes = 1024 * 1024;
/** Slack's bodies of a few kilobytes arrive at once; who holds many large ones open is somebody else. */
export const mostBytesTogether = 16 * 1024 * 1024;

/** Reads bodies, each of `most` bytes at most and all of `together` at most. */
export function createUnverified(most = mostBytes, together = mostBytesTogether): Unverified {
  const { begin, add, drop } = createHold(most, together);
  const read: Unverified["read"] = (request) =>
    new Promise((resolve, reject) => {
      if (Number(request.headers["content-length"] ?? 0) > most) return resolve("too large");
      const one = begin({ request, resolve, chunks: [], bytes: 0 });
      const broken = () => {
        if (drop(one)) reject(new Error("The connection was closed before the body was over."));
      };
      request.on("data", (chunk: Buffer) => add(one, chunk));
      request.on("end", () => drop(one) && resolve(Buffer.concat(one.chunks)));
      request.on("error", broken).on("close", broken);
    });
  return { read };
}

function createHold(most: number, together: number) {
  const held = new Set<Held>();
  let total = 0;
  const drop = (one: Held): boolean => {
    if (!held.delete(one)) return false;
    total -= one.bytes;
    return true;
  };
  /** Reading on, only to throw it away, would fill the memory as well. */
  const end = (one: Held, why: "too large" | "crowded") => {
    if (!drop(one)) return;
    one.request.removeAllListeners("data").pause();
    one.chunks.length = 0;
    one.resolve(why);
  };
  const add = (one: Held, chunk: Buffer) => {
    one.chunks.push(chunk);
    one.bytes += chunk.length;
    total += chunk.length;
    if (one.bytes > most) end(one, "too large");
    while (total > together) end(largestOf(held), "crowded");
  };
  const begin = (one: Held): Held => {
    held.add(one);
    return one;
  };
  return { begin, add, drop };
}

interface Held {
  readonly request: IncomingMessage;
  readonly resolve: (body: ReceivedBody) => void;
  readonly chunks: Buffer[];
  bytes: number;
}

function largestOf(held: ReadonlySet<Held>): Held {
  const [first, ...others] = held;
  if (first === undefined) throw new Error("Nothing is held, and yet it is too much.");
  return others.reduce((largest, one) => (one.bytes > largest.bytes ? one : largest), first);
}
