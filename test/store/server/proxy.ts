import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterAll } from "vitest";

/** A way to a PostgreSQL server on which things go wrong. */
export interface Proxy {
  readonly url: string;
  /** Lets nothing through any more, without a word. */
  readonly hang: () => void;
  readonly flow: () => void;
  /** Breaks the connection of the next commit: before it reaches the server, or before its answer reaches us. */
  readonly cutAtCommit: (when: "before" | "after") => void;
  /** How many times it was cut. */
  readonly cuts: () => number;
}

/** Makes proxies; they are gone when the test file is over. */
export function proxies(): (url: string) => Promise<Proxy> {
  const opened: (() => void)[] = [];
  afterAll(() => {
    for (const close of opened) close();
  });
  return async (target) => {
    const { hostname, port } = new URL(target);
    const sockets = new Set<Socket>();
    let cut: "before" | "after" | undefined;
    let cuts = 0;
    let hanging = false;
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      const end = () => {
        near.destroy();
        far.destroy();
      };
      const pass = (to: Socket, when: "before" | "after", sign: string) => (data: Buffer) => {
        if (hanging) return;
        if (cut !== when || !data.includes(sign)) return void to.write(data);
        cut = undefined;
        cuts += 1;
        end();
      };
      // As PostgreSQL's protocol writes the command and the answer: in small letters by us, in capitals by the server.
      near.on("data", pass(far, "before", "commit\0"));
      far.on("data", pass(near, "after", "COMMIT\0"));
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on("error", end).on("close", end);
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    opened.push(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    const address = server.address();
    const url = new URL(target);
    url.port = String(typeof address === "object" && address !== null ? address.port : 0);
    return {
      url: url.href,
      hang: () => {
        hanging = true;
      },
      flow: () => {
        hanging = false;
      },
      cutAtCommit: (when) => {
        cut = when;
      },
      cuts: () => cuts,
    };
  };
}
