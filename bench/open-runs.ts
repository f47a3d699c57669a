import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import alb502 from "../flows/alb-502-keepalive.ts";
import { environment } from "../lab/bot.ts";
import { readManifest, startWorkspace, type Workspace } from "../lab/workspace/index.ts";
import type { Commit } from "../src/engine/ports.ts";
import { known } from "../src/flows.ts";
import { startOf } from "../src/run/start.ts";

/**
 * The bot as a process with 0, 1,000 and `most` (5,000 unless told) open runs whose cards are still to be posted, in one channel: the
 * time until it listens, what a note costs from the command to its acknowledgement, and the share of a core that it takes.
 */
export async function benchOpenRuns(
  most = 5_000,
  out: (line: string) => void = console.log,
): Promise<void> {
  out("open runs  ready     its work  note p50  p95       core     settled");
  const first = await measured(0);
  for (const runs of [0, Math.min(1_000, most), most]) {
    const seen = runs === 0 ? first : await measured(runs);
    const ms = (value: number) => `${value.toFixed(0)} ms`.padEnd(9);
    const core = [seen.core, seen.settled].map((share) =>
      `${(share * 100).toFixed(1)} %`.padEnd(8),
    );
    const took = [seen.ready, seen.work, seen.median, seen.late].map(ms);
    const line = [...took, ...core].join(" ");
    const times = (value: number, at0: number) => `${(value / at0).toFixed(2)} ×`;
    const ratios = `(ready ${times(seen.ready, first.ready)}, its work ${times(seen.work, first.work)}, note ${times(seen.median, first.median)})`;
    out(`${String(runs).padEnd(10)} ${line} ${ratios}`);
  }
}

const notes = 40;
const windowMs = 10_000;

async function measured(runs: number) {
  await using parts = new AsyncDisposableStack();
  const folder = parts.adopt(mkdtempSync(join(tmpdir(), "handrail-open-runs-")), (path) =>
    rmSync(path, { recursive: true, force: true }),
  );
  await seed(join(folder, "handrail.db"), runs);
  const workspace = parts.adopt(await world(), (one) => one.close());
  const began = performance.now();
  const bot = startBot(folder, workspace.apiUrl, await silence(parts));
  parts.defer(() => bot.stop());
  await bot.says("Handrail is listening");
  const ready = performance.now() - began;
  const work = cpuMs(bot.pid);
  const core = await coreOver(bot.pid, windowMs, () => pause(windowMs));
  const { median, late } = await notesBy(workspace);
  const settled = await coreOver(bot.pid, windowMs, () => pause(windowMs));
  return { ready, work, median, late, core, settled };
}

async function notesBy(workspace: Workspace) {
  const ana = workspace.as("U0ANA");
  const taken: number[] = [];
  for (let nth = 0; nth < notes; nth += 1) {
    const asked = performance.now();
    await ana.slash("C0CALM", `/runbook note Number ${nth}`);
    taken.push(performance.now() - asked);
  }
  const sorted = taken.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { median: at(0.5), late: at(0.95) };
}

/** An AWS that never answers, until `parts` are disposed of. */
async function silence(parts: AsyncDisposableStack): Promise<string> {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  parts.defer(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const address = silent.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

/** One open run in a channel of its own, for the notes, and `runs` in another one whose cards are all to be posted. */
async function seed(path: string, runs: number): Promise<void> {
  const now = Date.now();
  const { openSqlite } = (await import(join(root, "src/store/sqlite.ts"))) as Sqlite;
  const store = await openSqlite({ path, clock: () => now });
  await store.commit(startedIn("C0CALM", "calm", now - 1));
  for (let nth = 0; nth < runs; nth += 1)
    await store.commit(startedIn("C0BUSY", `busy-${nth}`, now));
  await store.close();
}

type Sqlite = typeof import("../src/store/sqlite.ts");
const root = process.env.HANDRAIL_BENCH_ROOT ?? join(import.meta.dirname, "..");

function startedIn(channel: string, name: string, at: number): Commit {
  const place = { team: "T0PRACTICE", channel };
  const facts = { loadBalancer: { name, region: "eu-west-1" } };
  const started = startOf(known.fields, alb502, facts);
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

const world = async (): Promise<Workspace> =>
  startWorkspace({
    botToken: "xoxb-open-runs",
    appToken: "xapp-open-runs",
    limits: {},
    manifest: await readManifest(new URL("../manifest.yml", import.meta.url)),
    people: [{ id: "U0ANA", name: "ana", realName: "Ana", tz: "UTC" }],
    channels: [
      { id: "C0BUSY", name: "busy", members: ["U0ANA"] },
      { id: "C0CALM", name: "calm", members: ["U0ANA"] },
    ],
  });

function startBot(folder: string, slackApiUrl: string, awsEndpoint: string) {
  const child = spawn(process.execPath, [join(root, "src/main.ts")], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: environment({
      ...{ folder, slackApiUrl, awsEndpoint, region: "eu-west-1" },
      ...{ botToken: "xoxb-open-runs", appToken: "xapp-open-runs" },
      credentials: { accessKeyId: "practice", secretAccessKey: "practice" },
      ...{ periodSeconds: 60, settleSeconds: 0 },
    }),
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

/** The share of one core that a process takes meanwhile, as Linux counts it. */
async function coreOver(pid: number, ms: number, work: () => Promise<unknown>): Promise<number> {
  const before = cpuMs(pid);
  await work();
  return (cpuMs(pid) - before) / ms;
}

/** User and system time of a process so far, in milliseconds: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
