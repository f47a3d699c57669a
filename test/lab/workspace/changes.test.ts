import { afterEach, beforeEach, expect, test } from "vitest";
import {
  startWorkspace,
  type Workspace,
  type WorkspaceChange,
} from "../../../lab/workspace/index.ts";
import { createClock, start, webClient } from "./practice.ts";

let workspace: Workspace;
beforeEach(async () => {
  workspace = await start({ clock: createClock().now });
});
afterEach(() => workspace.close());

test("every change is announced in order, and nothing after the listener stopped", async () => {
  const changes: WorkspaceChange[] = [];
  const stop = workspace.onChange((change) => changes.push(change));
  await workspace.as("U0ADA").say("C0INC", "one");
  stop();
  await workspace.as("U0ADA").say("C0INC", "two");
  expect(changes).toMatchObject([{ revision: 1, kind: "message" }]);
});

test("until resolves at once, at the change, or rejects saying what it waited for", async () => {
  expect(await workspace.until(() => "now")).toBe("now");
  const seen = workspace.until(() => workspace.as("U0ADA").sees("C0INC")[0]);
  await webClient(workspace).chat.postMessage({ channel: "C0INC", text: "later" });
  expect((await seen).text).toBe("later");
  const never = workspace.until(() => false, { timeoutMs: 5, waitingFor: "the moon" });
  await expect(never).rejects.toThrow("Waited 5 ms for the moon");
});

test("whoever still waits when the workspace closes is told", async () => {
  const waiting = workspace.until(() => false);
  const told = expect(waiting).rejects.toThrow("closed");
  await workspace.close();
  await told;
  workspace = await start();
});

test("the state survives JSON, and a snapshot does not change with it", async () => {
  const snapshot = workspace.snapshot();
  await workspace.as("U0ADA").say("C0INC", "one");
  expect(snapshot.messages).toEqual([]);
  expect(JSON.parse(JSON.stringify(workspace.data))).toEqual(workspace.data);
});

test("two workspaces live beside each other", async () => {
  const other = await startWorkspace({
    manifest: workspace.manifest,
    people: [],
    channels: [],
    botToken: "xoxb-other",
    appToken: "xapp-other",
  });
  expect(other.apiUrl).not.toBe(workspace.apiUrl);
  expect((await webClient(other, "xoxb-other").auth.test()).ok).toBe(true);
  await other.close();
});
