import { createServer } from "node:http";
import { listen, shut } from "../loopback.ts";
import { type Practice, startPractice } from "../walk/practice.ts";
import { type Assets, buildAssets } from "./assets.ts";
import { createFeed } from "./feed.ts";
import { openRoom } from "./room.ts";
import { createRoutes } from "./routes.ts";
import { type OpenStage, openStage, type Stage } from "./stage.ts";
import type { Brief } from "./wire.ts";

/** What the page shows; `assets` spares the build where it was begun before. */
interface PageParts {
  readonly stage: Stage;
  readonly brief: Brief;
  readonly assets?: Promise<Assets>;
  /** A free one unless told. */
  readonly port?: number;
}

export interface LabPage {
  readonly url: string;
  /** Ends it; a second time does nothing. */
  readonly close: () => Promise<void>;
}

/** Serves the page of a practice incident on 127.0.0.1. */
export async function startPage(parts: PageParts): Promise<LabPage> {
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
    await shut(server);
  };
  let ended: Promise<void> | undefined;
  const close = () => {
    ended ??= end();
    return ended;
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}

/** A page and the stage that it shows. */
export interface OpenPage extends LabPage {
  readonly stage: OpenStage;
}

/**
 * Serves the page of a practice, which is closed with it, as is every other one that is chosen in the page; `assets` spares the
 * build where it was begun before, and `chance` picks the incidents that nobody chose.
 */
export async function openPage(
  first: Practice,
  assets?: Promise<Assets>,
  chance = Math.random,
): Promise<OpenPage> {
  const stage = openStage({ first, start: startPractice, chance });
  const brief = { person: first.person, channel: first.channel };
  const page = await startPage({ stage, brief, ...(assets && { assets }) });
  const close = async () => {
    await page.close();
    await stage.close();
  };
  return { ...page, stage, close };
}
