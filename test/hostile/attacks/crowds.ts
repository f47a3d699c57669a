import { expect } from "vitest";
import { ada, again, as, begin, database, pressed, threat, until, world } from "./lab.ts";
import { open } from "./world.ts";

/** Sends a click of Ada on a run of hers, as a request of its own; resolves with the status. */
async function clicking() {
  const card = await begin(open, "shop-1");
  const { payload } = await pressed(card, "Add a note");
  const [action] = (payload as { actions: { value: string }[] }).actions;
  const { run } = JSON.parse(action?.value ?? "{}");
  return async (act: string, item: string): Promise<number> => {
    const actions = [{ ...action, value: JSON.stringify({ act, run, item }) }];
    const clicked = again({ ...payload, actions, trigger_id: `crowd ${item}` });
    return (await world.post(clicked)).status;
  };
}

/** Does it so many times, so many at once. */
async function crowd<Answer>(count: number, atOnce: number, act: (nth: number) => Promise<Answer>) {
  const answers: Answer[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) answers.push(await act(next++));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}

threat("One person, or one channel, keeps the bot from everybody else", async () => {
  const click = await clicking();
  const acts = ["takeOver", "join", "note", "status", "catchUp"];
  const clicks = crowd(600, 40, (nth) => click(acts[nth % acts.length] ?? "", `word ${nth}`));
  const heard: boolean[] = [];
  for (let nth = 0; nth < 5; nth += 1)
    heard.push((await as("U0GRACE").slash(open, "/runbook status")).acked);
  expect(await clicks).toContain(200);
  expect(heard).toContain(true);
  // All that the crowd wanted is still to be posted in the channel.
  await begin(open, "shop-6");
  await crowd(1_000, 100, () => ada().openHome());
  const times = [await world.health(), await world.health(), await world.health()];
  expect(Math.min(...times)).toBeLessThan(1_000);
});

threat("Another program holds the database", async () => {
  const click = await clicking();
  {
    using other = database();
    other.exec("begin immediate");
    const clicks = crowd(60, 20, (nth) => click("note", `locked ${nth}`));
    const times: number[] = [];
    for (let nth = 0; nth < 5; nth += 1) times.push(await world.health());
    await clicks;
    expect(Math.max(...times)).toBeLessThan(2_500);
  }
  await until(async () => (await click("note", "after the lock")) === 200, "a note after the lock");
});
