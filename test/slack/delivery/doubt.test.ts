import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Postponed } from "../../../src/run/errors.ts";
import { channelId, createThread, post, type Thread } from "../threads.ts";

let here: Thread;
beforeEach(async () => {
  here = await createThread();
});
afterEach(() => here.close());

const card = post("card", "The card");
const step = post("step/look#1", "Look");

const count = (method: string) => here.workspace.calls(method).length;

describe("an edit whose answer was lost", () => {
  const picked = post("step/look#1", "Look: picked, to be confirmed");

  it.each([{ drop: true }, { error: "internal_error" }, { status: 503 }] as const)(
    "leaves no button of a state that was taken back: %o",
    async (fault) => {
      await here.show(card, step);
      here.fault("chat.update", fault);
      await expect(here.show(card, picked)).rejects.toThrow();
      await here.showUntilDone(card, step);
      expect(here.thread()).toEqual(["The card", "Look"]);
    },
  );

  it("leaves none after a kill between the edit and its record", async () => {
    await here.show(card, step);
    here.dieAfterPost();
    await expect(here.show(card, picked)).rejects.toThrow("Killed.");
    here.crash();
    await here.showUntilDone(card, step);
    expect(here.thread()).toEqual(["The card", "Look"]);
  });

  it("shows whatever the run came to, however many of its edits were lost", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: fc.constantFrom("A", "B", "C"), isLost: fc.boolean() }), {
          maxLength: 6,
        }),
        async (edits) => {
          await here.close();
          here = await createThread();
          await here.show(card, step);
          for (const { text, isLost } of edits) {
            if (isLost) here.fault("chat.update", { drop: true });
            await here.show(card, post(step.key, text)).catch(() => undefined);
          }
          await here.showUntilDone(card, post(step.key, "A"));
          expect(here.thread()).toEqual(["The card", "A"]);
        },
      ),
      { numRuns: 12 },
    ));
});

describe("a post whose answer was lost", () => {
  it("is found and not posted twice when the connection broke after it arrived", async () => {
    here.fault("chat.postMessage", { drop: true });
    expect(await here.showUntilDone(card, step)).toBe(1);
    expect(here.thread()).toEqual(["The card", "Look"]);
    expect(count("chat.postMessage")).toBe(2);
  });

  it("is posted again only after two looks, 5 s apart, when it never arrived", async () => {
    here.fault("chat.postMessage", { dropBefore: true });
    await expect(here.show(card, step)).rejects.toMatchObject({ code: "postponed", waitMs: 5_000 });
    expect(here.channel()).toEqual([]);
    here.clock.advance(5_000);
    await here.show(card, step);
    expect(here.thread()).toEqual(["The card", "Look"]);
    expect(count("conversations.history")).toBe(2);
  });

  it("is found among the replies after a crash, though history lags", async () => {
    await here.close();
    here = await createThread({ historyLagMs: 4_000 });
    await here.show(card);
    here.fault("chat.postMessage", { drop: true });
    await expect(here.show(card, step)).rejects.toBeInstanceOf(Postponed);
    here.crash();
    await here.showUntilDone(card, step);
    expect(here.thread()).toEqual(["The card", "Look"]);
  });

  it("is found though the clock was a day ahead when the run started", async () => {
    here.move({ startedAt: here.clock.now() + 86_400_000 });
    for (const message of [card, step]) {
      here.fault("chat.postMessage", { drop: true });
      await here.showUntilDone(card, message);
    }
    expect(here.channel()).toEqual(["The card"]);
    expect(here.thread()).toEqual(["The card", "Look"]);
    expect(count("chat.postMessage")).toBe(2);
  });

  it("is not taken for another app's message that carries its mark", async () => {
    const mark = { run: here.run.id, key: "card", generation: 0 };
    const metadata = { event_type: "handrail", event_payload: mark };
    await here.workspace.fromApp(channelId, { text: "Not the card", username: "x", metadata });
    here.fault("chat.postMessage", { dropBefore: true });
    await here.showUntilDone(card, step);
    const seen = here.workspace.as("U0ADA").sees(channelId);
    expect(seen.map(({ text }) => text)).toEqual(["Not the card", "The card"]);
    const [, own] = seen;
    const thread = here.workspace.as("U0ADA").sees(channelId, own?.ts ?? "");
    expect(thread.map(({ text }) => text)).toEqual(["The card", "Look"]);
  });

  it("is found after a kill between the post and its record", async () => {
    here.dieAfterPost();
    await expect(here.show(card, step)).rejects.toThrow("Killed.");
    here.crash();
    await here.showUntilDone(card, step);
    expect(here.thread()).toEqual(["The card", "Look"]);
    expect(count("chat.postMessage")).toBe(2);
  });

  it("is brought up to date when the run went on meanwhile", async () => {
    await here.close();
    here = await createThread({ historyLagMs: 4_000 });
    here.fault("chat.postMessage", { drop: true });
    await expect(here.show(card)).rejects.toBeInstanceOf(Postponed);
    await here.showUntilDone(post("card", "The card, later"));
    expect(here.channel()).toEqual(["The card, later"]);
  });

  it("counts as lost on Slack's own half-done errors too", async () => {
    here.fault("chat.postMessage", { status: 503 });
    await expect(here.show(card)).rejects.toBeInstanceOf(Postponed);
    here.fault("conversations.history", { error: "internal_error" });
    await expect(here.show(card)).rejects.toThrow("internal_error");
    await here.showUntilDone(card);
    expect(here.channel()).toEqual(["The card"]);
  });
});
