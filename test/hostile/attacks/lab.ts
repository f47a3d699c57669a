import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { test } from "vitest";
import type { Actor, SeenMessage } from "../../../lab/workspace/index.ts";
import { open, startWorld, type World } from "./world.ts";

export let world: World;

/** Starts the bot that is attacked. */
export async function openWorld(): Promise<void> {
  world = await startWorld();
}

/** Ends it, and says what held. */
export async function closeWorld(): Promise<void> {
  await world?.close();
  const wide = Math.max(0, ...[...outcomes.keys()].map(({ length }) => length)) + 2;
  const lines = [["Threat", "Outcome"], ...outcomes];
  const table = lines.map(([name = "", outcome]) => `${name.padEnd(wide)}${outcome}`);
  process.stdout.write(`\n${table.join("\n")}\n`);
}

const outcomes = new Map<string, "held" | "failed" | "not tried">();

/** An attack on a threat that docs/security.md names; it throws where that does not hold. */
export const threat = (name: string, attack: () => Promise<void>) => {
  outcomes.set(name, "not tried");
  test(name, { timeout: 300_000 }, async () => {
    outcomes.set(name, "failed");
    await attack();
    outcomes.set(name, "held");
  });
};

export const as = (id: string): Actor => world.workspace.as(id);
export const ada = () => as("U0ADA");
export const answerOf = ({ response }: { readonly response: object | null }) =>
  JSON.stringify(response);
export const shown = (message: SeenMessage) => `${message.text} ${JSON.stringify(message.blocks)}`;
export const database = () => new DatabaseSync(join(world.folder, "handrail.db"));
export const count = (sql: string): number => {
  using db = database();
  return Number(Object.values(db.prepare(sql).get() ?? {})[0]);
};
export const events = () => count("select count(*) from events");
const cards = (who: Actor, channel = open) =>
  who.sees(channel).filter(({ metadata, isEphemeral }) => metadata !== null && !isEphemeral);
/** Starts the runbook that waits, and its card once that is posted; one that is open already is gone on with. */
export async function begin(channel = open, balancer = "shop-0"): Promise<SeenMessage> {
  const isOfIt = (one: SeenMessage) =>
    [balancer, "waiting"].every((word) => shown(one).includes(word));
  const card = () => cards(ada(), channel).findLast(isOfIt);
  await toldFor("U0ADA", channel, `waiting ${balancer}`);
  // A channel takes one post a second, and some may wait before it.
  await until(() => card() !== undefined, `the card of ${balancer}`, 90_000);
  return card() as SeenMessage;
}
/** What somebody is told once Slack has said who they are, which takes longer where the machine is busy; until then it is no, too. */
export async function toldFor(id: string, channel: string, words: string): Promise<string> {
  let answer = "";
  await until(async () => {
    answer = answerOf(await as(id).slash(channel, `/runbook ${words}`));
    return !answer.includes("did not say in time");
  }, `who ${id} is`);
  return answer;
}
/** Presses a button of a card or its thread. */
export async function pressed(card: SeenMessage, which: string) {
  const label = (one: SeenMessage) => JSON.stringify(one.blocks).includes(`"${which}"`);
  const find = () => [card, ...ada().sees(open, card.ts)].findLast(label);
  await until(() => find() !== undefined, `a button ${which}`, 90_000);
  return ada().click(open, find()?.ts ?? "", which);
}
export const until = async (
  holds: () => boolean | Promise<boolean>,
  waitingFor: string,
  ms = 20_000,
) => {
  for (const end = performance.now() + ms; !(await holds()); await pause(100))
    if (performance.now() > end) throw new Error(`In vain: ${waitingFor}.`);
};
/** The raw body with which Slack tells of something that was done before. */
export const again = (payload: object | null): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
