import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Workspace } from "../../../../lab/workspace/index.ts";
import { botToken, refusal, silent, socketClient, start, webClient } from "../practice.ts";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await start();
});
afterEach(() => workspace.close());

const metadata = { event_type: "handrail", event_payload: { run: "r1", key: "step/retest" } };
const outcomes = (method: string) => workspace.calls(method).map((call) => call.outcome);

test("a post whose answer is lost took effect, and is found again by its metadata", async () => {
  const client = webClient(workspace);
  const { ts = "" } = await client.chat.postMessage({ channel: "C0INC", text: "card" });
  workspace.faults.next("chat.postMessage", { drop: true });
  const reply = { channel: "C0INC", text: "retest", thread_ts: ts, metadata };
  await expect(client.chat.postMessage(reply)).rejects.toMatchObject({
    code: "slack_webapi_request_error",
  });
  const { messages = [] } = await client.conversations.replies({
    channel: "C0INC",
    ts,
    include_all_metadata: true,
  });
  const found = messages.filter((message) => message.metadata?.event_payload !== undefined);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ text: "retest", metadata });
  expect(outcomes("chat.postMessage")).toEqual(["ok", "drop"]);
});

test("the client's own retries post twice what was dropped, unless a client_msg_id says it is the same", async () => {
  const eager = new WebClient(botToken, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 3, minTimeout: 1, maxTimeout: 1 },
    logger: silent,
  });
  workspace.faults.next("chat.postMessage", { drop: true });
  await eager.chat.postMessage({ channel: "C0INC", text: "twice" });
  workspace.faults.next("chat.postMessage", { drop: true });
  const once = { channel: "C0INC", text: "once", client_msg_id: "id-1" };
  await eager.apiCall("chat.postMessage", once);
  const texts = workspace
    .as("U0ADA")
    .sees("C0INC")
    .map((message) => message.text);
  expect(texts).toEqual(["twice", "twice", "once"]);
});

test("a call dropped before it took effect left nothing behind", async () => {
  workspace.faults.next("chat.postMessage", { dropBefore: true });
  const post = () => webClient(workspace).chat.postMessage({ channel: "C0INC", text: "x" });
  await expect(post()).rejects.toThrow();
  expect(workspace.as("U0ADA").sees("C0INC")).toEqual([]);
  expect((await post()).ok).toBe(true);
});

test("planned errors, statuses and limits come in turn, each as often as it was planned", async () => {
  const test = () => webClient(workspace).auth.test();
  workspace.faults.next("auth.test", { error: "internal_error" }, 2);
  workspace.faults.next("auth.test", { status: 503 });
  workspace.faults.next("auth.test", { rateLimited: 7 });
  expect(await refusal(test())).toMatchObject({ error: "internal_error" });
  expect(await refusal(test())).toMatchObject({ error: "internal_error" });
  await expect(test()).rejects.toMatchObject({ code: "slack_webapi_http_error", statusCode: 503 });
  await expect(test()).rejects.toMatchObject({ retryAfter: 7 });
  expect((await test()).ok).toBe(true);
  expect(outcomes("auth.test")).toEqual([
    "internal_error",
    "internal_error",
    "503",
    "ratelimited",
    "ok",
  ]);
});

test("a call that hangs ends by the client's own timeout", async () => {
  workspace.faults.next("auth.test", { hang: true });
  const patient = new WebClient(botToken, {
    slackApiUrl: workspace.apiUrl,
    retryConfig: { retries: 0 },
    // A busy machine must have time to take the request.
    timeout: 500,
    logger: silent,
  });
  await expect(patient.auth.test()).rejects.toThrow();
  expect(outcomes("auth.test")).toEqual(["hang"]);
});

test("dropped sockets are opened again by the client", async () => {
  const socket = await socketClient(workspace);
  const connectedAgain = new Promise((resolve) => socket.once("connected", resolve));
  workspace.faults.dropSockets();
  await workspace.until(() => workspace.sockets.count() === 0);
  await connectedAgain;
  expect(workspace.sockets.count()).toBe(1);
  await socket.disconnect();
});

test("calls keep arguments and answers, but no token", async () => {
  await webClient(workspace).apiCall("users.info", { user: "U0ADA", token: botToken });
  const [call] = workspace.calls("users.info");
  expect(call).toMatchObject({
    args: { user: "U0ADA" },
    answer: { user: { tz: "Europe/London" } },
  });
  expect(JSON.stringify(workspace.calls())).not.toContain(botToken);
});
