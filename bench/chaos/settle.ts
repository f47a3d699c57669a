import { setTimeout as pause } from "node:timers/promises";
import type { Workspace } from "../../lab/workspace/index.ts";
import type { Database } from "./database.ts";
import type { Diary } from "./diary.ts";
import { readEffects } from "./ledger.ts";

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
    const attempt = { sentAt, answeredAt: Date.now(), acked, isRefused: () => false };
    diary.answeredAgain(String(payload.event_id), attempt);
  }
}

/** Waits until no work is due and nothing changes any more. False when that took too long. */
export async function settle(workspace: Workspace, database: Database): Promise<boolean> {
  const until = Date.now() + mostMs;
  let lastChange = Date.now();
  const stop = workspace.onChange(() => {
    lastChange = Date.now();
  });
  try {
    while (Date.now() < until) {
      const isQuiet = Date.now() - lastChange >= quietMs;
      if (isQuiet && workspace.sockets.count() > 0 && !(await hasWork(database))) return true;
      await pause(betweenMs);
    }
    return false;
  } finally {
    stop();
  }
}

/** What falls due within the next minute will be waited for; reminders of later hours will not. */
async function hasWork({ query }: Database): Promise<boolean> {
  const soon = Date.now() + 60_000;
  return (await readEffects(query)).some(
    ({ due, dead, leased }) => !dead && (leased || due <= soon),
  );
}
