import { afterEach, expect, test } from "vitest";
import type { Workspace } from "../../../lab/workspace/index.ts";
import { botToken, manifest, refusal, socketClient, start, webClient } from "./practice.ts";

let workspace: Workspace;
afterEach(() => workspace.close());

test("a file uploaded by the real client shows in the thread once it is processed", async () => {
  workspace = await start({ fileDelayMs: "held" });
  const client = webClient(workspace);
  const { ts = "" } = await client.chat.postMessage({ channel: "C0INC", text: "card" });
  await client.filesUploadV2({
    channel_id: "C0INC",
    thread_ts: ts,
    filename: "postmortem.md",
    title: "Postmortem",
    content: "# What happened",
    initial_comment: "Here it is",
  });
  const [id = ""] = Object.keys(workspace.data.files);
  const early = await client.files.info({ file: id });
  expect(early.file?.shares).toEqual({});
  const shown = () =>
    workspace
      .as("U0ADA")
      .sees("C0INC", ts)
      .find((it) => it.files.length > 0);
  expect(shown()).toBeUndefined();
  workspace.processFiles();
  const message = await workspace.until(shown);
  expect(message).toMatchObject({
    text: "Here it is",
    threadTs: ts,
    files: [{ title: "Postmortem" }],
  });
  const content = Buffer.from(message.files[0]?.contentBase64 ?? "", "base64").toString();
  expect(content).toBe("# What happened");
  const { file } = await client.files.info({ file: id });
  expect(file).toMatchObject({
    filetype: "markdown",
    shares: { public: { C0INC: [{ ts: message.ts, thread_ts: ts }] } },
  });
});

test("a picture may be shown in a block only after it was processed", async () => {
  workspace = await start({ fileDelayMs: "held" });
  const client = webClient(workspace);
  const picture = Buffer.from("not really a picture");
  await client.filesUploadV2({ filename: "chart.png", file: picture });
  const [id = ""] = Object.keys(workspace.data.files);
  const post = () =>
    client.chat.postMessage({
      channel: "C0INC",
      text: "chart",
      blocks: [{ type: "image", slack_file: { id }, alt_text: "502s by minute" }],
    });
  expect(await refusal(post())).toMatchObject({ error: "invalid_blocks" });
  workspace.processFiles();
  expect((await post()).ok).toBe(true);
});

test("an upload that was never sent, or of another length, cannot be completed", async () => {
  workspace = await start();
  const { files } = webClient(workspace);
  const { upload_url = "", file_id = "" } = await files.getUploadURLExternal({
    filename: "a.txt",
    length: 3,
  });
  const wrong = await fetch(upload_url, { method: "PUT", body: "four" });
  expect(wrong.status).toBe(400);
  const complete = () => files.completeUploadExternal({ files: [{ id: file_id, title: "a" }] });
  expect(await refusal(complete())).toMatchObject({ error: "file_not_found" });
  expect((await fetch(upload_url, { method: "PUT", body: "abc" })).status).toBe(200);
  expect((await complete()).ok).toBe(true);
});

test("processing takes the time it was told to take", async () => {
  workspace = await start({ fileDelayMs: 1 });
  await webClient(workspace).filesUploadV2({ filename: "a.md", content: "x" });
  const processed = () =>
    Object.values(workspace.data.files).every((it) => it.phase === "processed");
  expect(await workspace.until(processed)).toBe(true);
});

test("a file cannot be shared where the bot is not", async () => {
  workspace = await start();
  const client = webClient(workspace);
  const upload = client.filesUploadV2({ channel_id: "C0QUIET", filename: "a.md", content: "x" });
  expect(await refusal(upload)).toMatchObject({ error: "not_in_channel" });
});

const fetched = (url: string, token?: string) =>
  fetch(url, {
    redirect: "manual",
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });

test("a file that someone shares in a thread reaches the app, which reads it with its token", async () => {
  const { settings, ...more } = manifest;
  workspace = await start({
    manifest: {
      ...more,
      settings: { ...settings, event_subscriptions: { bot_events: ["message.channels"] } },
    },
  });
  const socket = await socketClient(workspace);
  const heard = new Promise<Record<string, unknown>>((resolve) => {
    socket.on("message", async ({ event, ack }) => {
      await ack();
      // Its own messages are told to an app too.
      if (event.files !== undefined) resolve(event);
    });
  });
  const { ts = "" } = await webClient(workspace).chat.postMessage({ channel: "C0INC", text: "x" });
  const files = [{ name: "nginx.conf", content: "http {}" }];
  await workspace.as("U0ADA").say("C0INC", "ours", { threadTs: ts, files });
  const event = await heard;
  expect(event).toMatchObject({ subtype: "file_share", thread_ts: ts, user: "U0ADA" });
  const [file] = event.files as { id: string; url_private_download: string }[];
  const url = file?.url_private_download ?? "";
  expect(await (await fetched(url, botToken)).text()).toBe("http {}");
  expect((await fetched(url)).status).toBe(302);
  expect((await fetched(url, "xoxb-another")).status).toBe(302);
  const { file: info } = await webClient(workspace).files.info({ file: file?.id ?? "" });
  expect(info).toMatchObject({ url_private_download: url, mode: "hosted", size: 7 });
  await socket.disconnect();
});

test("bytes that are no text arrive as they were", async () => {
  workspace = await start();
  const content = Buffer.from([0, 255, 1]).toString("base64");
  const files = [{ name: "a.gz", content, isBase64: true }];
  await workspace.as("U0ADA").say("C0INC", "", { files });
  const [file] = Object.values(workspace.data.files);
  expect(file).toMatchObject({ length: 3, contentBase64: content });
});

test("a file of a channel where the bot is not is not handed over", async () => {
  workspace = await start();
  const files = [{ name: "a.conf", content: "x" }];
  await workspace.as("U0ADA").say("C0QUIET", "", { files });
  const [file] = Object.values(workspace.data.files);
  const url = `${workspace.apiUrl.replace("/api/", "")}/files-pri/T0PRACTICE-${file?.id}/a.conf`;
  expect((await fetched(url, botToken)).status).toBe(302);
});
