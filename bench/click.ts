import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request as send } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { calmWorld, openRuns, startBot } from "./measured/bot.ts";
import { freePort, rateAt, secret, signed } from "./measured/clicks.ts";
import { type Measurement, median, rounded } from "./measured/measurement.ts";

const alone = 1_500;
const seconds = 8;

/**
 * A signed command over HTTP that becomes an event: from the request to the acknowledgement, which follows the durable commit.
 * Beside a bare Bolt app that only acknowledges, and a single flushed insert.
 */
export async function benchClick(most = 10_000): Promise<Measurement> {
  const insert = insertMs();
  const bare = await withBare(measured);
  const few = await withBot(200, measured);
  const many = await withBot(most, measured);
  const floor = bare.p50 + insert;
  return {
    figures: {
      "flushed insert p50, ms": rounded(insert),
      "bare Bolt p50, ms": rounded(bare.p50),
      "handrail p50, 200 open runs, ms": rounded(few.p50),
      [`handrail p50, ${most} open runs, posting, ms`]: rounded(many.p50),
      "bare Bolt at 20 connections, a second": Math.round(bare.rate),
      "handrail at 20, 200 open runs, a second": Math.round(few.rate),
      [`handrail at 20, ${most} open runs, posting, a second`]: Math.round(many.rate),
    },
    ratios: {
      p50: rounded(few.p50 / floor),
      "p50 posting": rounded(many.p50 / floor),
      rate: rounded(few.rate / bare.rate),
      "rate posting": rounded(many.rate / bare.rate),
    },
    aims: [
      { of: "p50", most: 1.5 },
      { of: "p50 posting", most: 1.5 },
      { of: "rate", least: 0.3 },
      { of: "rate posting", least: 0.3 },
    ],
    notes: [
      "The click is `/runbook note`, in twenty runs in turn. p50 at one connection, to bare Bolt and an insert together; the rate at twenty, to bare Bolt's.",
      "What remains of p50 is what neither part of the floor does: five reads (which run is meant, what it is, what is new of its log, where its card is, the event before), six writes in one transaction, and the way to the thread that flushes and back. What remains of the rate is one thread's JavaScript: Bolt's own work a seventh, SQLite a quarter, the acknowledgement's write and the flush a tenth, and repaints, which wait half a second while clicks come, a fifth. Clicks that come together share a flush already; to let them share a commit too would win less than a twentieth.",
    ],
  };
}

async function measured(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const taken: number[] = [];
  for (let nth = 0; nth < alone; nth += 1) taken.push(await one(url, agent));
  agent.destroy();
  // The first ones find cold caches, and code that is not compiled.
  const { rate, clicks } = await rateAt(url, 20, seconds);
  return { p50: median(taken.slice(alone / 5)), rate, clicks: clicks + alone };
}

async function one(url: string, agent: Agent): Promise<number> {
  const { body, headers } = signed();
  const began = performance.now();
  const request = send(url, { agent, method: "POST", headers });
  const answered = once(request, "response");
  request.end(body);
  const [response] = await answered;
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`The answer was ${response.statusCode}.`);
  return performance.now() - began;
}

async function withBot(runs: number, work: (url: string) => ReturnType<typeof measured>) {
  await using world = await calmWorld(openRuns(runs));
  const port = String(await freePort());
  const settings = {
    HANDRAIL_SLACK_MODE: "http",
    HANDRAIL_PORT: port,
    SLACK_SIGNING_SECRET: secret,
  };
  const bot = startBot(world, settings);
  try {
    await bot.says("Handrail is listening");
    const seen = await work(`http://127.0.0.1:${port}/slack/events`);
    if (notesIn(world.folder) < seen.clicks) throw new Error("Some clicks are not in the record.");
    return seen;
  } finally {
    await bot.stop();
  }
}

/** A refusal is acknowledged as well: what counts is what was recorded. */
function notesIn(folder: string): number {
  using database = new DatabaseSync(join(folder, "handrail.db"), { readOnly: true });
  const counted = database.prepare("select count(*) as n from events where revision > 1").get();
  return Number(counted?.n);
}

async function withBare<T>(work: (url: string) => Promise<T>): Promise<T> {
  const port = String(await freePort());
  const child = spawn(process.execPath, [join(import.meta.dirname, "bare-bolt.ts")], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env.PATH, HANDRAIL_PORT: port, SLACK_SIGNING_SECRET: secret },
  });
  const gone = once(child, "close");
  try {
    await once(child.stderr, "data");
    return await work(`http://127.0.0.1:${port}/slack/events`);
  } finally {
    child.kill("SIGKILL");
    await gone;
  }
}

/** The median of inserts of a kilobyte that are each flushed to the disk. */
function insertMs(): number {
  const folder = mkdtempSync(join(tmpdir(), "handrail-insert-"));
  const database = new DatabaseSync(join(folder, "floor.db"));
  database.exec("pragma journal_mode = wal; pragma synchronous = full; create table t (x text)");
  const insert = database.prepare("insert into t values (?)");
  const taken = Array.from({ length: 500 }, () => {
    const began = performance.now();
    insert.run("x".repeat(1_000));
    return performance.now() - began;
  });
  database.close();
  rmSync(folder, { recursive: true });
  return median(taken);
}
