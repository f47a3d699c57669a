import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import alb502 from "../../flows/alb-502-keepalive.ts";
import { environment } from "../../lab/bot.ts";
import { readManifest, startWorkspace, type Workspace } from "../../lab/workspace/index.ts";
import type { Commit, Store } from "../../src/engine/ports.ts";
import { shippedPacks } from "../../src/load-catalogue.ts";
import { startOf } from "../../src/run/slices/steps.ts";
import { openSqlite } from "../../src/store/sqlite.ts";

const root = join(import.meta.dirname, "../..");

/** A workspace, an AWS that never answers, and a folder for the bot; gone when it is disposed of. */
export interface World extends AsyncDisposable {
  readonly folder: string;
  readonly workspace: Workspace;
  readonly awsEndpoint: string;
}

/** Fills the database before the bot opens it. */
export type Seed = (store: Pick<Store, "commit">) => Promise<void>;

export const quietChannels = Array.from({ length: 20 }, (_, nth) => `C0CALM${nth}`);

/** A world whose database has one open run in each of the calm channels, and what `seed` adds. */
export async function calmWorld(seed: Seed = async () => {}): Promise<World> {
  const parts = new AsyncDisposableStack();
  const folder = parts.adopt(mkdtempSync(join(tmpdir(), "handrail-bench-")), (path) =>
    rmSync(path, { recursive: true, force: true }),
  );
  await fill(join(folder, "handrail.db"), seed);
  const workspace = parts.adopt(await practice(), (one) => one.close());
  const awsEndpoint = await silence(parts);
  return { folder, workspace, awsEndpoint, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}

/** In memory where the system has such a folder: ten thousand flushed commits take a minute on a disk. */
async function fill(path: string, seed: Seed): Promise<void> {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "handrail-"));
  try {
    const filled = join(folder, "handrail.db");
    const store = await openSqlite({ path: filled, clock: Date.now });
    for (const channel of quietChannels)
      await store.commit(startedIn(channel, `calm-${channel}`, Date.now()));
    await seed(store);
    await store.close();
    copyFileSync(filled, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `count` open runs in one busy channel, whose cards are all to be posted. */
export const openRuns =
  (count: number): Seed =>
  async (store) => {
    for (let nth = 0; nth < count; nth += 1)
      await store.commit(startedIn("C0BUSY", `busy-${nth}`, Date.now()));
  };

/** An AWS that never answers, until `parts` are disposed of. */
async function silence(parts: AsyncDisposableStack): Promise<string> {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  parts.defer(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const address = silent.address();
  return `http://127.0.0.1:${(address as AddressInfo).port}`;
}

/** A run that starts now. */
export function startedIn(channel: string, name: string, at: number): Commit {
  const place = { team: "T0PRACTICE", channel };
  const facts = { loadBalancer: { name, region: "eu-west-1" } };
  const started = startOf(shippedPacks.fields, alb502, facts);
  const { flow, version } = started;
  const row = { id: name, flow, version, place, subject: name, exclusive: true, driver: "U0ANA" };
  const event = { at, by: "U0ANA", run: name, place, anyway: false, ...started };
  return {
    row: { ...row, status: "open", startedAt: at, revision: 1 },
    events: [event],
    expected: 0,
    effects: [{ run: name, key: "show", effect: { kind: "show" }, due: at }],
  };
}

const practice = (): Promise<Workspace> =>
  readManifest(new URL("../../manifest.yml", import.meta.url)).then((manifest) =>
    startWorkspace({
      botToken: "xoxb-open-runs",
      appToken: "xapp-open-runs",
      limits: {},
      manifest,
      people: [{ id: "U0ANA", name: "ana", realName: "Ana", tz: "UTC" }],
      channels: ["C0BUSY", ...quietChannels].map((id) => ({
        id,
        name: id.toLowerCase(),
        members: ["U0ANA"],
      })),
    }),
  );

/** The program of this checkout. */
export const checkoutBin: string = join(root, "bin/handrail.js");

/** The bot as a process of this world, with more settings. */
export function startBot(
  { folder, workspace, awsEndpoint }: World,
  more: { readonly [setting: string]: string } = {},
  bin = checkoutBin,
) {
  const child = spawn(process.execPath, [bin, "start"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...settingsOf(folder, workspace, awsEndpoint), ...more },
  });
  let heard = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    heard += part;
    child.emit("said");
  });
  const ended = once(child, "close");
  return {
    pid: child.pid ?? 0,
    says: async (wanted: string) => {
      const late = pause(60_000, "late", { ref: false });
      while (!heard.includes(wanted))
        if ((await Promise.race([once(child, "said"), late])) === "late")
          throw new Error(
            `The bot did not say "${wanted}" within a minute:\n${heard.slice(-2_000)}`,
          );
    },
    stop: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

const settingsOf = (folder: string, { apiUrl }: Workspace, awsEndpoint: string) =>
  environment({
    ...{ folder, slackApiUrl: apiUrl, awsEndpoint, region: "eu-west-1" },
    ...{ botToken: "xoxb-open-runs", appToken: "xapp-open-runs" },
    credentials: { accessKeyId: "practice", secretAccessKey: "practice" },
    ...{ periodSeconds: 60, settleSeconds: 0 },
  });
