import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { createClock, refusal, start, webClient } from "./practice.ts";

const clock = createClock();
let workspace: Workspace;
beforeEach(async () => {
  workspace = await start({ clock: clock.now, historyLagMs: 4_000 });
});
afterEach(() => workspace.close());

const metadata = { event_type: "handrail", event_payload: { run: "r1", key: "card" } };

async function postThread(replies: number): Promise<string> {
  const client = webClient(workspace);
  const { ts = "" } = await client.chat.postMessage({ channel: "C0INC", text: "root", metadata });
  for (let n = 1; n <= replies; n += 1) {
    await client.chat.postMessage({ channel: "C0INC", text: `reply ${n}`, thread_ts: ts });
  }
  return ts;
}

describe("history", () => {
  test("lags behind the post by the time it was told", async () => {
    await postThread(0);
    const { history } = webClient(workspace).conversations;
    expect((await history({ channel: "C0INC" })).messages).toHaveLength(0);
    clock.advance(4_000);
    expect((await history({ channel: "C0INC" })).messages).toHaveLength(1);
  });

  test("gives metadata in full only when asked, else its event_type alone", async () => {
    await postThread(0);
    clock.advance(4_000);
    const { history } = webClient(workspace).conversations;
    const [brief] = (await history({ channel: "C0INC" })).messages ?? [];
    expect(brief?.metadata).toEqual({ event_type: "handrail" });
    const all = await history({ channel: "C0INC", include_all_metadata: true });
    expect(all.messages?.[0]?.metadata).toEqual(metadata);
  });

  test("refuses metadata without event_type or event_payload", async () => {
    const { postMessage } = webClient(workspace).chat;
    const bad: Record<string, unknown> = {
      channel: "C0INC",
      text: "x",
      metadata: { event_type: "a" },
    };
    const call = webClient(workspace).apiCall("chat.postMessage", bad);
    expect(await refusal(call)).toMatchObject({ error: "invalid_metadata_schema" });
    expect((await postMessage({ channel: "C0INC", text: "x", metadata })).ok).toBe(true);
  });
});

describe("replies", () => {
  test("come in pages, the root first, until the cursor is empty", async () => {
    const ts = await postThread(5);
    clock.advance(4_000);
    const seen: (string | undefined)[] = [];
    const pages = webClient(workspace).paginate("conversations.replies", {
      channel: "C0INC",
      ts,
      limit: 4,
    });
    let count = 0;
    for await (const page of pages) {
      count += 1;
      const messages = "messages" in page && Array.isArray(page.messages) ? page.messages : [];
      seen.push(...messages.map((message) => String(message.text)));
    }
    expect(count).toBe(2);
    expect(seen).toEqual(["root", "reply 1", "reply 2", "reply 3", "reply 4", "reply 5"]);
  });

  test("are cut by oldest and latest, and an unknown thread is refused", async () => {
    const ts = await postThread(3);
    clock.advance(4_000);
    const { replies } = webClient(workspace).conversations;
    const second = (await replies({ channel: "C0INC", ts })).messages?.[2]?.ts ?? "";
    const { messages } = await replies({ channel: "C0INC", ts, oldest: second });
    expect(messages?.map((message) => message.text)).toEqual(["root", "reply 3"]);
    const from = await replies({ channel: "C0INC", ts, oldest: second, inclusive: true });
    expect(from.messages?.map((message) => message.text)).toEqual(["root", "reply 2", "reply 3"]);
    const unknown = replies({ channel: "C0INC", ts: "1.000000" });
    expect(await refusal(unknown)).toMatchObject({ error: "thread_not_found" });
  });
});
