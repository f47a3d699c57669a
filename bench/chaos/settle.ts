import { setTimeout as pause } from "node:timers/promises";
import type { Workspace, WorkspaceChange } from "../../lab/workspace/index.ts";
import type { Database } from "./database.ts";
import type { Diary } from "./diary.ts";
import { readEffects } from "./ledger.ts";
import type { World } from "./world.ts";

/** How long everything may take to come to rest after the last fault, in milliseconds. */
const mostMs = 300_000;
/** Nothing may be due, and nothing may happen, for so long, in milliseconds. */
const quietMs = 3_000;
/** The store is asked no more often than this, in milliseconds. */
const betweenMs = 500;

/** Sends unacknowledged events again, as Slack does. */
export async function redeliver(workspace: Workspace, diary: Diary): Promise<void> {
  const sentAt = Date.now();
  for (const { payload, acked } of await workspace.redeliver()) {
    const attempt = { sentAt, answeredAt: Date.now(), acked };
    diary.answeredAgain(String(payload.event_id), attempt);
  }
}

/**
 * Waits until no work is due and nothing changes any more; threads that could not be written are tried again, as their drivers
 * were told. Resolves with what still went on when that took too long.
 */
export async function settle(
  { workspace, people }: Pick<World, "workspace" | "people">,
  database: Database,
): Promise<readonly string[]> {
  const until = Date.now() + mostMs;
  let last: WorkspaceChange | undefined;
  let lastAt = Date.now();
  const stop = workspace.onChange((change) => {
    last = change;
    lastAt = Date.now();
  });
  try {
    while (Date.now() < until) {
      const isQuiet = Date.now() - lastAt >= quietMs;
      const isRestful = isQuiet && workspace.sockets.count() > 0;
      // Asked first: some reminder may fall due soon for as long as this may take.
      if (isRestful && (await mended(workspace, people, database))) {
        if ((await work(database)).length === 0) return [];
      }
      await pause(betweenMs);
    }
    return [
      `${last?.kind} ${last?.subject} ${Date.now() - lastAt} ms ago`,
      ...(await work(database)),
    ];
  } finally {
    stop();
  }
}

/** Asks for each thread that was given up; true when there was none. */
async function mended(
  workspace: Workspace,
  [person = ""]: readonly string[],
  { query }: Database,
): Promise<boolean> {
  const lost = await query(
    "select id, channel from runs join effects on run = id where dead = 1 and key = 'show'",
  );
  for (const { id, channel } of lost)
    await workspace.as(person).slash(String(channel), `/runbook resume ${id}`);
  return lost.length === 0;
}

/**
 * What is tried again within the next minute will be waited for. A watch looks again, and reminders of several runs come, for
 * as long as nobody does anything: only that none comes just now is waited for.
 */
async function work({ query }: Database): Promise<readonly string[]> {
  const within = (key: string) => (/^(watch|remind) /.test(key) ? 15_000 : 60_000);
  const waiting = (await readEffects(query)).filter(
    ({ key, due, dead, leased }) => !dead && (leased || due <= Date.now() + within(key)),
  );
  return waiting.map(
    ({ run, key, due }) => `${key} of run ${run}, due ${new Date(due).toISOString()}`,
  );
}
