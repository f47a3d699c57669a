import type { PlanBlock, TableBlock } from "@slack/types";
import { afterEach, describe, expect, it } from "vitest";
import type { PostMessage } from "../../../src/slack/messages/blocks/message.ts";
import { createThread, post, type Thread } from "../threads.ts";

let here: Thread;
afterEach(() => here.close());

const plan: PlanBlock = { type: "plan", title: "Step 1 of 1: Look", tasks: [] };
const table: TableBlock = { type: "table", rows: [[{ type: "raw_text", text: "502s" }]] };
const step = post("step/look#1", "Look");
const tabled: PostMessage = { ...step, blocks: [table, ...step.blocks] };
const planned = (text: string): PostMessage => {
  const card = post("card", text);
  return { ...card, blocks: [plan, ...card.blocks] };
};

const types = () =>
  here.workspace.data.messages.map(({ blocks }) => blocks.map(({ type }) => type));
const refused = () => here.workspace.calls().filter(({ outcome }) => outcome !== "ok").length;

describe("a workspace that does not take the newer blocks", () => {
  it("is shown sections in their place, and asked only once", async () => {
    here = await createThread({ lacks: ["plan"] });
    await here.show(planned("One"));
    await here.show(planned("Two"));
    expect(types()).toEqual([["section", "section", "actions"]]);
    expect(refused()).toBe(1);
    here.crash();
    await here.show(planned("Three"));
    expect(refused()).toBe(2);
    expect(here.lines.join()).toContain("shown as sections");
  });

  it("still gets those that it takes", async () => {
    here = await createThread({ lacks: ["plan"] });
    await here.show(planned("One"), tabled);
    expect(types()[1]).toEqual(["table", "section", "actions"]);
  });

  it("is not blamed for a message that is too long", async () => {
    here = await createThread();
    here.fault("chat.postMessage", { error: "msg_blocks_too_long" });
    await here.show(planned("One"));
    await here.show(planned("Two"));
    expect(types()).toEqual([["plan", "section", "actions"]]);
  });
});
