import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readManifest, type Workspace } from "../../lab/workspace/index.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { start } from "../lab/workspace/practice.ts";
import { type Running, startRunning } from "../running.ts";
import { canMount, type Disk, mountBreakable, mountSmall } from "./disks.ts";

const channel = "C0INC";
const most = 50;

/** The bot as a process of its own, with its database on a disk of its own. */
let workspace: Workspace;
let folder: string;
/** The notes that were acknowledged. */
let promised: string[];
const bots: Running[] = [];

beforeEach(async () => {
  const manifest = await readManifest(new URL("../../manifest.yml", import.meta.url));
  workspace = await start({ manifest });
  folder = mkdtempSync(join(tmpdir(), "handrail-disk-bot-"));
  promised = [];
});
afterEach(async () => {
  for (const bot of bots.splice(0)) await ended(bot);
  await workspace.close();
  rmSync(folder, { recursive: true });
});

describe.skipIf(!canMount)("a disk with the database", () => {
  it("that is full has everything refused with the reason, loses nothing that was acknowledged, and needs no restart", async () => {
    using disk = mountSmall(8);
    const bot = await listening(disk);
    await begin();
    await note("before");
    const filler = join(disk.path, "filler");
    fill(filler);
    const refused = await firstRefused();
    expect(await whisper("so nothing was recorded")).toMatch(/is full, .* Free some space on it/);
    expect(await health(bot)).toMatchObject({ status: 503, store: "not writable" });
    rmSync(filler);
    expect(await note("after")).toBe(true);
    expect(await health(bot)).toMatchObject({ status: 200, store: "writable" });
    await ended(bot);
    expect(await notesIn(disk)).toEqual(promised);
    expect(promised).not.toContain(refused);
  }, 120_000);

  it("that is full when the bot starts ends it with the reason, and with all that is recorded once there is room", async () => {
    using disk = mountSmall(8);
    const bot = await listening(disk);
    await begin();
    await note("before");
    await ended(bot);
    const filler = join(disk.path, "filler");
    fill(filler);
    const again = run(disk);
    expect((await again.ended).code).toBe(1);
    expect(again.said()).toMatch(/is full, .* Free some space on it/);
    rmSync(filler);
    await ended(await listening(disk));
    expect(await notesIn(disk)).toEqual(["before"]);
  }, 120_000);

  it("that an error makes read-only has everything refused with the reason, and keeps what was acknowledged", async () => {
    using disk = mountBreakable(folder);
    const bot = await listening(disk);
    await begin();
    await note("before");
    disk.fail();
    const refused = await firstRefused();
    expect(await whisper("so nothing was recorded")).toMatch(/The disk failed .* system log/);
    expect(await health(bot)).toMatchObject({ status: 503, store: "not writable" });
    await ended(bot);
    disk.repair();
    await ended(await listening(disk));
    expect(await notesIn(disk)).toEqual(promised);
    expect(promised).not.toContain(refused);
  }, 120_000);

  it("that is read-only ends the bot with the reason, and it starts once that is mended", async () => {
    using disk = mountBreakable(folder);
    await ended(await listening(disk), "SIGTERM");
    disk.protect();
    await expect(notesIn(disk)).rejects.toThrow(/To read it from a disk that only lets itself be/);
    expect(await notesIn(copied(disk))).toEqual([]);
    const bot = run(disk);
    expect((await bot.ended).code).toBe(1);
    expect(bot.said()).toMatch(/cannot be written, .* on a disk that is not read-only/);
    disk.repair();
    await ended(await listening(disk));
  }, 120_000);
});

function run({ path }: Disk): Running {
  const world = { workspace, awsEndpoint: "http://127.0.0.1:1", folder };
  const database = join(path, "handrail.db");
  const bot = startRunning(world, { HANDRAIL_DATABASE: database, HANDRAIL_HEALTH_PORT: "0" });
  bots.push(bot);
  return bot;
}

async function listening(disk: Disk): Promise<Running> {
  const bot = run(disk);
  await bot.says("Handrail is listening");
  await workspace.until(() => workspace.sockets.count() === 2, { timeoutMs: 20_000 });
  return bot;
}

async function ended(bot: Running, by: NodeJS.Signals = "SIGKILL"): Promise<void> {
  bot.kill(by);
  await bot.ended;
  await workspace.until(() => workspace.sockets.count() === 0);
}

const ada = () => workspace.as("U0ADA");

async function begin(): Promise<void> {
  const { acked } = await ada().slash(channel, "/runbook alb-502-keepalive shop");
  expect(acked).toBe(true);
}

/** Whether a note was acknowledged. */
async function note(text: string): Promise<boolean> {
  const { acked } = await ada().slash(channel, `/runbook note ${text}`);
  if (acked) promised.push(text);
  return acked;
}

/** Takes notes until one is not acknowledged: what a database has set aside for itself may hold a few. */
async function firstRefused(): Promise<string> {
  for (let index = 0; index < most; index += 1) {
    const text = `while nothing can be written ${index} ${"x".repeat(1_000)}`;
    if (!(await note(text))) return text;
  }
  throw new Error("Every note was acknowledged.");
}

async function whisper(text: string): Promise<string> {
  const told = await workspace.until(
    () =>
      ada()
        .sees(channel)
        .findLast((one) => one.isEphemeral && one.text.includes(text)),
    { timeoutMs: 10_000, waitingFor: `a private message that says ${text}` },
  );
  return told.text;
}

async function health(bot: Running): Promise<unknown> {
  const port = /"port":(\d+)/.exec(bot.said())?.[1];
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
  return { status: answer.status, ...((await answer.json()) as object) };
}

async function notesIn({ path }: Pick<Disk, "path">): Promise<readonly string[]> {
  const store = await openSqlite({
    path: join(path, "handrail.db"),
    clock: Date.now,
    readOnly: true,
  });
  const [row] = await store.rows({ limit: 1 });
  const log = await store.load(row?.id ?? "");
  await store.close();
  return log.flatMap((event) => (event.kind === "noted" ? [event.text] : []));
}

/** The database on the disk that everything else is on. */
function copied({ path }: Disk): Pick<Disk, "path"> {
  cpSync(join(path, "handrail.db"), join(folder, "handrail.db"));
  return { path: folder };
}

/** Writes until there is no room left. */
function fill(path: string): void {
  for (const size of [2 ** 20, 2 ** 12]) {
    try {
      while (true) writeFileSync(path, Buffer.alloc(size), { flag: "a" });
    } catch {
      // Then in smaller pieces.
    }
  }
}
