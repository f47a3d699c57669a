import { setTimeout as pause } from "node:timers/promises";
import type { Outcome } from "../../../lab/workspace/index.ts";
import { asRecord, asText, type JsonRecord } from "../../../lab/workspace/json.ts";
import { clickActions } from "../../../src/slack/messages/blocks/click-actions.ts";
import type { Told, Wanted } from "../told.ts";
import { pick } from "../weather.ts";
import { closeForms, fillForm } from "./filling.ts";
import { keep } from "./keeping.ts";
import { choose, look, type Seen } from "./seen.ts";
import type { Walker } from "./walker.ts";
import { wantedOfClick } from "./wanting.ts";

/** Mean time between two things one walker does, in milliseconds. */
const betweenMs = 700;

/** Does one thing after the other until told to stop. Resolves with what did not work out, such as a button that was gone. */
export async function walk(walker: Walker, signal: AbortSignal): Promise<readonly string[]> {
  const { workspace, random } = walker;
  const surprises: string[] = [];
  while (!signal.aborted) {
    await pause(random.exponential(betweenMs), undefined, { signal }).catch(() => {});
    // Whoever sees that the bot is away mostly waits.
    if (signal.aborted || (workspace.sockets.count() === 0 && random.uniform() < 0.9)) continue;
    await move(walker).catch((error: unknown) => {
      surprises.push(error instanceof Error ? error.message : String(error));
    });
  }
  return surprises;
}

/** Does one thing that a person might do. */
async function move(walker: Walker): Promise<void> {
  const kind = walker.random.uniform();
  if (kind < 0.12) return start(walker);
  if (kind < 0.17) return note(walker);
  if (kind < 0.24) return mention(walker);
  if (kind < 0.32) return pressLate(walker);
  if (kind < 0.4) return keep(walker);
  if (kind < 0.41) return take(walker);
  const seen = choose(look(walker.workspace), walker.random.uniform);
  if (seen === undefined) return start(walker);
  if (kind < 0.5) return void (await Promise.all([press(walker, seen), press(walker, seen)]));
  return press(walker, seen);
}

const mostAims = 20;

/** Presses a button; what opens a form is followed by filling it. */
async function press(walker: Walker, shown: Seen): Promise<void> {
  const { random, aims } = walker;
  const { channel, ts, which } = shown;
  const picked = shown.menu && inMenu(walker, shown.menu);
  const seen = picked ? { ...shown, handle: { ...shown.handle, picked } } : shown;
  const aim = walker.workspace.as(walker.person).aim(channel, ts, which, picked);
  if (random.uniform() < 0.3 && typeof clickActions[seen.handle.act] === "function") {
    aims.push(() => pressed(walker, seen, aim));
    if (aims.length > mostAims) aims.shift();
  }
  if (clickActions[seen.handle.act] === "open") {
    await closeForms(walker);
    walker.typing = undefined;
    await aim();
    return fillForm(walker);
  }
  return pressed(walker, seen, aim);
}

const inMenu = ({ random, people }: Walker, menu: NonNullable<Seen["menu"]>): string =>
  menu === "person" ? pick(random, people) : `2030-01-${10 + random.index(20)}`;

/** Presses a button that was on the screen some time ago. */
async function pressLate({ aims, random }: Walker): Promise<void> {
  if (aims.length > 0) await pick(random, aims)();
}

async function pressed(walker: Walker, seen: Seen, aim: () => Promise<Outcome>): Promise<void> {
  const wanted = wantedOfClick(seen.handle, walker.person);
  const sentAt = Date.now();
  const { acked, payload } = await aim();
  const id = asText(payload?.trigger_id);
  if (wanted === undefined || payload === null || id === undefined) return;
  const isRefused = () => wasAnswered(walker, payload);
  const attempt = { sentAt, answeredAt: Date.now(), acked, isRefused };
  walker.diary.write({ id, by: walker.person, ...wanted, ...attempt });
}

/** A press on a public message is answered privately only when it is refused. */
function wasAnswered({ workspace }: Walker, payload: JsonRecord): boolean {
  const id = asText(payload.response_url)?.split("/").at(-1) ?? "";
  return (workspace.data.responseUrls[id]?.uses ?? 0) > 0;
}

async function start(walker: Walker): Promise<void> {
  const { random, incidents, starts } = walker;
  const { channel, loadBalancer, flow } = pick(random, incidents);
  if (starts.left <= 0) return;
  const line = `/runbook ${flow} ${loadBalancer}`;
  const isStarted = await typed(walker, channel, line, { kind: "started", channel });
  if (isStarted) starts.left -= 1;
}

async function note(walker: Walker): Promise<void> {
  const { channel } = pick(walker.random, walker.incidents);
  const text = walker.diary.unique("typed");
  const word = pick(walker.random, ["note", "note", "decision"]);
  await typed(walker, channel, `/runbook ${word} ${text}`, { kind: "noted", text });
}

/** Types a command; true when it was taken. Its acknowledgement says what became of it. */
async function typed(
  walker: Walker,
  channel: string,
  line: string,
  wants: Wanted,
): Promise<boolean> {
  const { workspace, person, diary } = walker;
  const sentAt = Date.now();
  const { acked, payload, response } = await workspace.as(person).slash(channel, line);
  const id = asText(payload?.trigger_id);
  if (id === undefined) return false;
  const says = asText(response?.text) ?? "";
  const isRefused = () => says !== "" && !/^Your note is in|goes on here/.test(says);
  diary.write({ id, by: person, wants, sentAt, answeredAt: Date.now(), acked, isRefused });
  return acked && !isRefused();
}

/** Says something to the bot in a run's thread, where its steps are. */
async function mention(walker: Walker): Promise<void> {
  const { workspace, person, random, diary } = walker;
  const steps = look(workspace).filter(({ handle }) => handle.visit !== undefined);
  if (steps.length === 0) return;
  const { channel, ts, handle } = pick(random, steps);
  const threadTs = workspace.data.messages.find((one) => one.ts === ts)?.threadTs ?? null;
  const text = diary.unique("said");
  const sentAt = Date.now();
  const { events } = await workspace
    .as(person)
    .say(channel, `@handrail note ${text}`, { threadTs });
  const told = events.find(({ payload }) => asRecord(payload.event).type === "app_mention");
  const id = asText(told?.payload.event_id);
  if (told === undefined || id === undefined) return;
  const wants = { kind: "noted", text } as const;
  const attempt = { sentAt, answeredAt: Date.now(), acked: told.acked, isRefused: () => false };
  const ruled = ruledAsOpen(handle.run, channel);
  diary.write({ id, by: person, wants, ...(ruled && { ruled }), ...attempt });
}

/** The thread of a run that is closed or went elsewhere takes no words any more; joining is refused once it is closed. */
const ruledAsOpen = (run: string | undefined, channel: string): Told["ruled"] =>
  run === undefined ? undefined : { run, act: { kind: "join" }, channel };

/** Takes a run to another channel, once only: where it left from, it would find its own messages again. */
async function take(walker: Walker): Promise<void> {
  const { workspace, random, incidents, moved } = walker;
  const free = look(workspace).filter(({ handle: { run } }) => run && !moved.has(run));
  if (free.length === 0) return;
  const { channel: from, handle } = pick(random, free);
  const { channel } = pick(random, incidents);
  const { run } = handle;
  if (run === undefined || channel === from) return;
  moved.add(run);
  await typed(walker, channel, `/runbook resume ${run.slice(0, 8)}`, { kind: "rehomed", run });
}
