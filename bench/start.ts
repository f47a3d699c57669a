import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calmWorld, checkoutBin, startBot } from "./measured/bot.ts";
import { installArchive, pack } from "./measured/installed.ts";
import { type Measurement, median, rounded } from "./measured/measurement.ts";

const rounds = 7;

/** How long commands and the bot take to begin, beside Node doing nothing; each round measures all of them one after the other. */
export async function benchStart(): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), "handrail-start-"));
  const aws = createServer().listen(0, "127.0.0.1");
  await once(aws, "listening");
  try {
    const elsewhere = join(folder, "elsewhere");
    const installed = await installArchive(await pack(elsewhere), elsewhere);
    const taken: Record<string, number[]> = {};
    for (let round = 0; round <= rounds; round += 1) {
      const now = {
        "node -e 0": await timed(() => ended(["-e", "0"])),
        ...(await starts("", installed, aws, folder)),
        ...(await starts(" in a checkout", checkoutBin, aws, folder)),
      };
      // The first round fills the compile cache and the disk's.
      if (round > 0)
        for (const [name, ms] of Object.entries(now)) taken[name] = [...(taken[name] ?? []), ms];
    }
    return measurement(taken);
  } finally {
    aws.closeAllConnections();
    aws.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of each start of a program. */
const starts = async (where: string, bin: string, aws: Server, folder: string) => ({
  [`help${where}`]: await timed(() => ended([bin, "--help"])),
  [`diagnose${where}`]: await timed(() => firstRequest(bin, aws, folder)),
  [`bot${where}`]: await ready(bin, folder),
});

function measurement(taken: { readonly [name: string]: readonly number[] }): Measurement {
  const medians = Object.entries(taken).map(([name, all]) => [name, median(all)] as const);
  const node = median(taken["node -e 0"] ?? []);
  const ratios = medians.slice(1).map(([name, ms]) => [name, rounded(ms / node)]);
  return {
    figures: Object.fromEntries(medians.map(([name, ms]) => [`${name}, ms`, rounded(ms)])),
    ratios: Object.fromEntries(ratios),
    aims: [
      { of: "help", most: 3 },
      { of: "diagnose", most: 8 },
      { of: "bot", most: 20 },
    ],
    notes: [
      `The medians of ${rounds} rounds; the ratios are to Node doing nothing. \`--help\` until it ends, \`diagnose\` until its first request, the bot until it listens; of the package as it is installed, and of a checkout.`,
      "What a start costs is the number of modules, each found, read and linked by itself, though what was compiled is kept. In the package a bundler has put them together: the bot loads 100 files, where a checkout loads 1,100: half of them ours, 257 of Kysely and 72 of YAML.",
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
async function firstRequest(bin: string, aws: Server, folder: string): Promise<void> {
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
async function ready(bin: string, cache: string): Promise<number> {
  await using world = await calmWorld();
  const began = performance.now();
  const bot = startBot(world, { XDG_CACHE_HOME: cache }, bin);
  try {
    await bot.says("Handrail is listening");
    return performance.now() - began;
  } finally {
    await bot.stop();
  }
}
