import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../lab/alb/random.ts";
import type { Workspace } from "../../lab/workspace/index.ts";
import type { Fleet } from "./fleet.ts";
import type { Options } from "./options.ts";
import { pick } from "./weather.ts";

/** How long a moment is waited for, in milliseconds, before the kill happens anyway. */
const patienceMs = 3_000;

/** Kills bots at seeded moments, one after the other, until it was asked for so many or the time is up. Resolves with how many. */
export async function killAll(
  { kills, minutes }: Options,
  fleet: Fleet,
  workspace: Workspace,
  random: Random,
  progress: (says: string) => void,
): Promise<number> {
  const until = Date.now() + minutes * 60_000;
  let done = 0;
  while (done < kills && Date.now() < until) {
    await moment(workspace, random);
    await fleet.kill(random.index(fleet.size));
    done += 1;
    if (done % 20 === 0) progress(`${done} of ${kills} kills.`);
  }
  return done;
}

/** Some time, some of it while a bot still starts; or just when a call reached Slack and its answer did not reach the bot. */
async function moment(workspace: Workspace, random: Random): Promise<void> {
  const kind = random.uniform();
  if (kind < 0.1) return pause(random.exponential(700));
  await connected(workspace);
  if (kind < 0.4) return pause(random.exponential(1_500));
  const method = pick(random, methods);
  const count = 1 + random.index(3);
  const afterMs = random.uniform() < 0.7 ? 0 : random.exponential(30);
  await nthCall(workspace, method, count);
  if (afterMs > 0) await pause(afterMs);
}

const methods = [
  "chat.postMessage",
  "chat.postMessage",
  "chat.update",
  "conversations.replies",
  "files.completeUploadExternal",
  "views.open",
] as const;

const connected = (workspace: Workspace): Promise<unknown> =>
  workspace
    .until(() => workspace.sockets.count() > 0, { timeoutMs: patienceMs })
    .catch(() => undefined);

function nthCall(workspace: Workspace, method: string, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  const stop = workspace.onChange(({ kind, subject }) => {
    if (kind !== "call" || subject !== method) return;
    left -= 1;
    if (left <= 0) resolve();
  });
  const timer = setTimeout(resolve, patienceMs);
  return promise.finally(() => {
    clearTimeout(timer);
    stop();
  });
}
