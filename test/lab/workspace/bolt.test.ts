import { App, type BlockAction } from "@slack/bolt";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readManifest, startWorkspace, type Workspace } from "../../../lab/workspace/index.ts";
import { appToken, botToken, silent } from "./practice.ts";

let workspace: Workspace;
let app: App;
beforeEach(async () => {
  workspace = await startWorkspace({
    manifest: await readManifest(new URL("../../../manifest.yml", import.meta.url)),
    botToken,
    ackLimitMs: 1_000,
    appToken,
    people: [{ id: "U0ADA", name: "ada", realName: "Ada Lovelace", tz: "Europe/London" }],
    channels: [{ id: "C0INC", name: "incident", members: ["U0ADA"] }],
  });
  app = new App({
    token: botToken,
    appToken,
    socketMode: true,
    logger: silent,
    clientOptions: { slackApiUrl: workspace.apiUrl },
    installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
  });
});
afterEach(async () => {
  await app.stop();
  // Bolt does not wait for its sockets; one that is cut meanwhile would reconnect and reject.
  await workspace.until(() => workspace.sockets.count() === 0);
  await workspace.close();
});

const plain = (text: string) => ({ type: "plain_text" as const, text });

test("an unmodified Bolt app walks from command to modal, thread and click", async () => {
  app.command("/runbook", async ({ ack, body, client }) => {
    const name = { type: "plain_text_input" as const, action_id: "name" };
    const blocks = [
      { type: "input" as const, block_id: "b", label: plain("Which?"), element: name },
    ];
    const view = { type: "modal" as const, callback_id: "start", title: plain("Start"), blocks };
    await client.views.open({
      trigger_id: body.trigger_id,
      view: { ...view, submit: plain("Go") },
    });
    await ack();
  });
  app.view("start", async ({ ack, view, client }) => {
    await ack();
    const name = view.state.values.b?.name?.value ?? "";
    const button = { type: "button" as const, action_id: "done", text: plain("Done") };
    const blocks = [{ type: "actions" as const, elements: [button] }];
    await client.chat.postMessage({ channel: "C0INC", text: `Walking ${name}`, blocks });
  });
  app.action<BlockAction>("done", async ({ ack, respond, say, body }) => {
    await ack();
    await respond({ text: "Noted.", replace_original: false });
    await say({ text: `Closed by <@${body.user.id}>` });
  });
  await app.start();
  const ada = workspace.as("U0ADA");
  expect(await ada.slash("C0INC", "/runbook")).toMatchObject({ acked: true });
  expect(await ada.submit({ name: "web-prod" })).toMatchObject({ acked: true });
  const card = await workspace.until(() => ada.sees("C0INC")[0]);
  expect(card.text).toBe("Walking web-prod");
  expect(await ada.click("C0INC", card.ts, "Done")).toMatchObject({ acked: true });
  await workspace.until(() => ada.sees("C0INC").length === 3);
  expect(ada.sees("C0INC").map(({ text, isEphemeral }) => [text, isEphemeral])).toEqual([
    ["Walking web-prod", false],
    ["Noted.", true],
    ["Closed by <@U0ADA>", false],
  ]);
});

test("what no listener takes is never acknowledged", async () => {
  await app.start();
  const limit = workspace.as("U0ADA").slash("C0INC", "/runbook");
  expect((await limit).warning).toContain("operation_timeout");
});
