import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calmWorld, startBot } from "./measured/bot.ts";
import { type Measurement, median, rounded } from "./measured/measurement.ts";

const rounds = 7;
const bin = join(import.meta.dirname, "../bin/handrail.js");

/** How long commands and the bot take to begin, beside Node doing nothing; each round measures all of them one after the other. */
export async function benchStart(): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), "handrail-start-"));
  const aws = createServer().listen(0, "127.0.0.1");
  await once(aws, "listening");
  try {
    const taken = { node: [], help: [], diagnose: [], bot: [] } as { [name: string]: number[] };
    for (let round = 0; round <= rounds; round += 1) {
      const now = {
        node: await timed(() => ended(["-e", "0"])),
        help: await timed(() => ended([bin, "--help"])),
        diagnose: await timed(() => firstRequest(aws, folder)),
        bot: await ready(folder),
      };
      // The first round fills the compile cache and the disk's.
      if (round > 0) for (const [name, ms] of Object.entries(now)) taken[name]?.push(ms);
    }
    return measurement(taken);
  } finally {
    aws.closeAllConnections();
    aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function measurement(taken: { readonly [name: string]: readonly number[] }): Measurement {
  const ms = (name: string) => median(taken[name] ?? []);
  const times = (name: string) => rounded(ms(name) / ms("node"));
  return {
    figures: {
      "node -e 0, ms": rounded(ms("node")),
      "handrail --help, ms": rounded(ms("help")),
      "diagnose to its first request, ms": rounded(ms("diagnose")),
      "bot to ready, ms": rounded(ms("bot")),
    },
    ratios: { help: times("help"), diagnose: times("diagnose"), bot: times("bot") },
    aims: [
      { of: "help", most: 3 },
      { of: "diagnose", most: 8 },
      { of: "bot", most: 20 },
    ],
    notes: [
      `The medians of ${rounds} rounds; the ratios are to Node doing nothing.`,
      "What remains is the number of modules, each found, read and linked by itself, though what was compiled is kept: some 165 until the first request of `diagnose` (zod, the AWS SDK's client and its credentials, half of them ours), and 1,700 for the bot, of which Kysely brings 257, Bolt and what it loads (express, OAuth, undici) 400, and YAML 72. Both need them at once; only a bundle would load them as one.",
    ],
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const ended = (words: readonly string[]) =>
  once(spawn(process.execPath, words, { stdio: "ignore" }), "close");

/** Until AWS hears of it; the command is ended then. */
async function firstRequest(aws: Server, folder: string): Promise<void> {
  const url = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_REGION: "eu-west-1",
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: "practice",
    AWS_SECRET_ACCESS_KEY: "practice",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const heard = once(aws, "request");
  const child = spawn(process.execPath, [bin, "diagnose", "-l", "web"], { env, stdio: "ignore" });
  const gone = once(child, "close");
  await Promise.race([heard, gone]);
  child.kill("SIGKILL");
  await gone;
}

/** Until the bot says that it listens, in milliseconds; what was compiled is kept in `cache` from one start to the next. */
async function ready(cache: string): Promise<number> {
  await using world = await calmWorld();
  const began = performance.now();
  const bot = startBot(world, { XDG_CACHE_HOME: cache });
  try {
    await bot.says("Handrail is listening");
    return performance.now() - began;
  } finally {
    await bot.stop();
  }
}
