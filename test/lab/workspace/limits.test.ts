import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { createClock, refusal, start, webClient } from "./practice.ts";

describe("refusals on the wire", () => {
  const clock = createClock();
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await start({ clock: clock.now, limits: {} });
  });
  afterEach(() => workspace.close());

  const post = (more: object) =>
    webClient(workspace).apiCall("chat.postMessage", { channel: "C0INC", ...more });

  test("invalid blocks name the place, and nothing is posted", async () => {
    expect(await refusal(post({ text: "x", blocks: [{ type: "banner" }] }))).toMatchObject({
      error: "invalid_blocks",
      response_metadata: {
        messages: ["[ERROR] unsupported type: banner [json-pointer:/blocks/0/type]"],
      },
    });
    expect(workspace.as("U0ADA").sees("C0INC")).toEqual([]);
  });

  test("text has its own limits: none, 40,000 characters to post, 4,000 bytes to edit", async () => {
    expect(await refusal(post({}))).toMatchObject({ error: "no_text" });
    expect(await refusal(post({ text: "x".repeat(40_001) }))).toMatchObject({
      error: "msg_too_long",
    });
    const { ts = "" } = await webClient(workspace).chat.postMessage({
      channel: "C0INC",
      text: "x",
    });
    const edit = { channel: "C0INC", ts, text: "ä".repeat(2_001) };
    const call = webClient(workspace).chat.update(edit);
    expect(await refusal(call)).toMatchObject({ error: "msg_too_long" });
  });

  test("posts beyond the burst wait for the second that Retry-After names, each channel for itself", async () => {
    for (let n = 0; n < 4; n += 1) await post({ text: `${n}` });
    const limited = post({ text: "4" });
    await expect(limited).rejects.toMatchObject({
      code: "slack_webapi_rate_limited_error",
      retryAfter: 4,
    });
    expect((await post({ text: "elsewhere", channel: "G0TEAM" })).ok).toBe(true);
    clock.advance(4_000);
    expect((await post({ text: "4" })).ok).toBe(true);
  });

  test("edits are 50 a minute over all channels", async () => {
    const client = webClient(workspace);
    const { ts = "" } = await client.chat.postMessage({ channel: "C0INC", text: "x" });
    const edit = () => client.chat.update({ channel: "C0INC", ts, text: "y" });
    for (let n = 0; n < 50; n += 1) await edit();
    await expect(edit()).rejects.toMatchObject({ retryAfter: 60 });
  });
});
