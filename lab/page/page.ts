import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type Assets, buildAssets } from "./assets.ts";
import { createFeed } from "./feed.ts";

import { openRoom } from "./room.ts";
import { createRoutes } from "./routes.ts";
import type { Stage } from "./stage.ts";
import type { Brief } from "./wire.ts";

/** What the page shows; `assets` spares the build where it was begun before. */
export interface PageParts {
  readonly stage: Stage;
  readonly brief: Brief;
  readonly assets?: Promise<Assets>;
  /** A free one unless told. */
  readonly port?: number;
}

/** A running page. */
export interface Page {
  readonly url: string;
  /** Ends it; a second time does nothing. */
  readonly close: () => Promise<void>;
}

/** Serves the page of a practice incident on 127.0.0.1. */
export async function startPage(parts: PageParts): Promise<Page> {
  const assets = await (parts.assets ?? buildAssets());
  const { stage } = parts;
  const operations = openRoom(stage.incident());
  let shown = stage.incident();
  const stop = stage.onChange(() => {
    if (stage.incident() !== shown) operations.watch(stage.incident());
    shown = stage.incident();
  });
  const feed = createFeed();
  const server = createServer();
  const port = await listen(server, parts.port ?? 0);
  server.on("request", createRoutes({ ...parts, assets, operations, feed, port }));
  const end = async () => {
    stop();
    operations.close();
    feed.close();
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  let ended: Promise<void> | undefined;
  const close = () => {
    ended ??= end();
    return ended;
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The page has no port.");
  return address.port;
}
