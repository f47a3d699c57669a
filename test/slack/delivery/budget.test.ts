import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Postponed } from "../../../src/run/errors.ts";
import type { Visit } from "../../../src/run/visits.ts";
import type { PostMessage } from "../../../src/slack/messages/blocks/message.ts";
import { createThread, post, type Thread } from "../threads.ts";

let here: Thread;
beforeEach(async () => {
  here = await createThread({ budget: "kept", limits: {} });
});
afterEach(() => here.close());

const card = post("card", "The card");
const refused = () => here.workspace.calls().filter(({ outcome }) => outcome === "ratelimited");
const calls = (method: string) => here.workspace.calls(method).length;

/** A message without buttons: a step that is over. */
const over = (key: string, text: string): PostMessage => ({
  ...post(key, text),
  blocks: [{ type: "section", text: { type: "mrkdwn", text } }],
});

describe("posts", () => {
  it("go out one a second in a channel, and Slack never has to refuse one", async () => {
    const all = [card, ...[1, 2, 3, 4, 5, 6, 7].map((nth) => post(`step/s#${nth}`, `Step ${nth}`))];
    const began = here.clock.now();
    expect(await here.showUntilDone(...all)).toBe(8);
    expect(here.clock.now() - began).toBe(7_000);
    expect(here.thread()).toHaveLength(8);
    expect(refused()).toEqual([]);
  });

  it("that wait are not sent, nor looked for", async () => {
    await expect(here.show(card, post("step/s#1", "Step"))).rejects.toThrow(Postponed);
    expect(here.workspace.calls().map(({ method }) => method)).toEqual(["chat.postMessage"]);
  });

  it("lose nothing in a storm of refusals, and wait as long as Slack asks", async () => {
    const began = here.clock.now();
    here.fault("chat.postMessage", { rateLimited: 30 }, 3);
    await here.showUntilDone(card, post("step/s#1", "Step"));
    expect(here.thread()).toEqual(["The card", "Step"]);
    expect(here.clock.now() - began).toBeGreaterThanOrEqual(90_000);
  });

  it.each(["message_limit_exceeded", "rate_limited", "ratelimited"])(
    "lose nothing when Slack says %s instead of 429",
    async (error) => {
      here.fault("chat.postMessage", { error }, 12);
      await here.showUntilDone(card, post("step/s#1", "Step"));
      expect(here.thread()).toEqual(["The card", "Step"]);
    },
  );

  it("of another process wait as well when Slack asked one to wait", async () => {
    here.fault("chat.postMessage", { rateLimited: 30 });
    await expect(here.show(card)).rejects.toMatchObject({ waitMs: 30_000 });
    here.crash();
    here.clock.advance(29_000);
    await expect(here.show(card)).rejects.toMatchObject({ waitMs: 1_000 });
    expect(calls("chat.postMessage")).toBe(1);
  });
});

describe("looking for a post whose answer was lost", () => {
  it("waits for all processes when Slack asks one to wait", async () => {
    here.fault("chat.postMessage", { drop: true });
    here.fault("conversations.history", { rateLimited: 40 });
    await expect(here.show(card)).rejects.toMatchObject({ waitMs: 40_000 });
    here.crash();
    await expect(here.show(card)).rejects.toMatchObject({ waitMs: 40_000 });
    expect(calls("conversations.history")).toBe(1);
    await here.showUntilDone(card);
    expect(here.channel()).toEqual(["The card"]);
  });
});

describe("edits", () => {
  const edited = (times: number, message: (nth: number) => PostMessage) => async () => {
    for (let nth = 0; nth < times; nth += 1) await here.showUntilDone(card, message(nth));
  };

  it("stay below Slack's rate over a long storm", async () => {
    await here.showUntilDone(card, post("step/s#1", "Step"));
    await edited(120, (nth) => post("step/s#1", `Step ${nth}`))();
    expect(calls("chat.update")).toBe(120);
    expect(refused()).toEqual([]);
  });

  it("that only tell progress are left out first, and hold nothing up", async () => {
    const step = "step/look#1";
    await here.showUntilDone(card, post(step, "0 of 300"));
    here.move({ visits: [looking] });
    for (let nth = 1; nth <= 20; nth += 1) await here.show(card, post(step, `${nth} of 300`));
    expect(calls("chat.update")).toBeLessThan(6);
    await here.show(card, over(step, "Looked"));
    expect(here.thread()).toEqual(["The card", "Looked"]);
  });

  it("that take buttons away go first", async () => {
    await here.showUntilDone(card, post("step/a#1", "A"), post("step/b#1", "B"));
    await here.show(post("card", "New"), post("step/a#1", "New A"), over("step/b#1", "B is over"));
    const texts = here.workspace.calls("chat.update").map(({ args }) => args.text);
    expect(texts).toEqual(["B is over", "New", "New A"]);
  });

  it("wait for all processes when Slack asks one to wait", async () => {
    await here.showUntilDone(card);
    here.fault("chat.update", { rateLimited: 20 });
    await expect(here.show(post("card", "New"))).rejects.toMatchObject({ waitMs: 20_000 });
    here.crash();
    await expect(here.show(post("card", "New"))).rejects.toMatchObject({ waitMs: 20_000 });
    here.clock.advance(20_000);
    await here.show(post("card", "New"));
    expect(here.channel()).toEqual(["New"]);
  });
});

const looking: Visit = {
  id: "look#1",
  step: "look",
  event: 0,
  enteredAt: 0,
  state: "looking",
  superseded: false,
};
