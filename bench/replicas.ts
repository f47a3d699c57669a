import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";
import { join } from "node:path";
import { openPostgres } from "../src/store/postgres.ts";
import { startPostgres } from "./chaos/database.ts";
import { calmWorld, quietChannels, startBot, startedIn, type World } from "./measured/bot.ts";
import { freePort, rateAt, secret } from "./measured/clicks.ts";
import { type Measurement, rounded } from "./measured/measurement.ts";

const seconds = 8;
const connections = 20;

/** Clicks a second by one and by two bots on a PostgreSQL of their own, beside one process that only does their transactions. */
export async function benchReplicas(): Promise<Measurement> {
  await using parts = new AsyncDisposableStack();
  const { environment } = await startPostgres(false, parts);
  const url = environment.DATABASE_URL ?? "";
  await filled(url);
  const raw = await rawRate(url);
  const one = await rateOf(1, url);
  const two = await rateOf(2, url);
  return {
    figures: {
      "raw pg, transactions a second": Math.round(raw),
      "one replica, clicks a second": Math.round(one),
      "two replicas, clicks a second": Math.round(two),
      processors: cpus().length,
    },
    ratios: { "two to one": rounded(two / one), "two to raw": rounded(two / raw) },
    growth: growthOf(one, two),
    aims: [
      { of: "two to one", least: 1.7 },
      { of: "two to raw", least: 0.4 },
    ],
    notes: [
      `The database, the bots and those who click share ${cpus().length} processors: with two, one replica and its database take both already, and a second one has nothing to run on. The transactions of the peer are a click's, prepared, over as many connections.`,
    ],
  };
}

const growthOf = (one: number, two: number) => ({
  work: "replicas",
  cost: "clicks a second",
  points: [[1, one] as const, [2, two] as const],
});

async function filled(url: string): Promise<void> {
  const log = { warn: () => {} };
  const store = await openPostgres({ url, clock: Date.now, log });
  for (const [nth, channel] of quietChannels.entries()) {
    await store.commit(startedIn(channel, `calm-${channel}`, Date.now()));
    // What the peer writes is no log that a bot could read.
    await store.commit(startedIn("C0BUSY", `raw-${nth}`, Date.now()));
  }
  await store.close();
}

/** So many bots at once, each with its share of the connections. */
async function rateOf(replicas: number, url: string): Promise<number> {
  await using world = await calmWorld();
  await using parts = new AsyncDisposableStack();
  const addresses: string[] = [];
  for (let nth = 0; nth < replicas; nth += 1) addresses.push(await started(world, url, parts));
  // The first clicks ask Slack who may, and open the connections.
  for (const address of addresses) await rateAt(address, 1, 1);
  const rates = await Promise.all(
    addresses.map((address) => rateAt(address, connections / replicas, seconds)),
  );
  return rates.reduce((sum, { rate }) => sum + rate, 0);
}

async function started(world: World, url: string, parts: AsyncDisposableStack): Promise<string> {
  const port = String(await freePort());
  const bot = startBot(world, {
    ...{ HANDRAIL_DATABASE: "", DATABASE_URL: url, HANDRAIL_SLACK_MODE: "http" },
    ...{ HANDRAIL_PORT: port, SLACK_SIGNING_SECRET: secret },
  });
  parts.defer(bot.stop);
  await bot.says("Handrail is listening");
  return `http://127.0.0.1:${port}/slack/events`;
}

/** As a process of its own, as the bots are. */
async function rawRate(url: string): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "raw-clicks.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { PATH: process.env.PATH, DATABASE_URL: url, SECONDS: String(seconds) },
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  await once(child, "close");
  return Number(said);
}
