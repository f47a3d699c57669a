import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../lab/alb/random.ts";
import type { Workspace } from "../../lab/workspace/index.ts";
import { raceDeadline } from "../../src/deadline.ts";
import { type Clocks, parts } from "./clocks.ts";
import type { Diary } from "./diary.ts";
import type { Fleet } from "./fleet.ts";
import type { Options } from "./options.ts";
import { pick } from "./weather.ts";

/** How long a moment is waited for, in milliseconds, before the kill happens anyway. */
const patienceMs = 3_000;
/** Longest rest that lets work go on, in milliseconds: what is in doubt is looked for twice, 5 s apart, before it is posted. */
const restMs = 15_000;

/** What tells the moment of a kill. */
export interface Moments {
  readonly workspace: Workspace;
  readonly diary: Pick<Diary, "onPromise">;
  readonly random: Random;
  readonly clocks: Pick<Clocks, "step">;
}

/** Kills bots at seeded moments, one after the other, until it was asked for so many or the time is up. Resolves with how many. */
export async function killAll(
  { kills, minutes }: Options,
  fleet: Fleet,
  moments: Moments,
  progress: (says: string) => void,
): Promise<number> {
  const until = Date.now() + minutes * 60_000;
  let done = 0;
  while (done < kills && Date.now() < until) {
    if (done > 0 && done % Math.ceil(kills / parts) === 0) await setClocks(moments);
    await moment(moments);
    await fleet.kill(moments.random.index(fleet.size));
    done += 1;
    if (done % 20 === 0) progress(`${done} of ${kills} kills.`);
  }
  return done;
}

/** While bots are at work, some of whom live on with it: a clock that is set while none runs is no jump for anybody. */
async function setClocks({ workspace, random, clocks }: Moments): Promise<void> {
  await connected(workspace);
  await nth(1 + random.index(2), (one) => onPost(workspace, one), restMs);
  clocks.step();
  await nth(1 + random.index(2), (one) => onPost(workspace, one), restMs);
}

/**
 * Some time, some of it while a bot still starts; or just when a call reached Slack and its answer did not reach the bot; or
 * just when a person was told that something is done.
 */
async function moment({ workspace, diary, random }: Moments): Promise<void> {
  const kind = random.uniform();
  if (kind < 0.1) return pause(random.exponential(700));
  await connected(workspace);
  // Bots that never live long enough to post anything would have nobody press anything.
  if (random.uniform() < 0.5)
    await nth(1 + random.index(4), (one) => onPost(workspace, one), restMs);
  if (kind < 0.3) return pause(random.exponential(1_500));
  const count = 1 + random.index(3);
  if (kind < 0.5) return nth(count, diary.onPromise);
  const method = pick(random, methods);
  const afterMs = random.uniform() < 0.7 ? 0 : random.exponential(30);
  await nth(count, (listener) => onCall(workspace, method, listener));
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

const onCall = (workspace: Workspace, method: string, listener: () => void): (() => void) =>
  workspace.onChange(({ kind, subject }) => {
    if (kind === "call" && subject === method) listener();
  });

const onPost = (workspace: Workspace, listener: () => void): (() => void) =>
  onCall(workspace, "chat.postMessage", listener);

/** Resolves when it happens for the nth time, or when it does not in time. */
function nth(
  count: number,
  on: (listener: () => void) => () => void,
  mostMs = patienceMs,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  const stop = on(() => {
    left -= 1;
    if (left <= 0) resolve();
  });
  return raceDeadline({ ms: mostMs }, promise, () => {}).finally(stop);
}
