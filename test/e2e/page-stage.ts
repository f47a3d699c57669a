import { SocketModeClient } from "@slack/socket-mode";
import type { Browser, Locator, Page as Tab } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type Assets, buildAssets } from "../../lab/page/assets.ts";
import { launchChromium } from "../../lab/page/drive/chromium.ts";
import { startPage } from "../../lab/page/page.ts";
import { fakePath, fakeStage } from "../lab/page/fake-path.ts";
import { appToken, manifest, silent, start, webClient } from "../lab/workspace/practice.ts";

/** A workspace with an app, its page, and a tab of Ada's in #incident-502. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** The stage of the test that is going on, where `setTheStage` was called. */
export let stage: Stage;

/** Sets up Chromium and the page for a test file, and a stage for each of its tests. */
export function setTheStage(): void {
  let browser: Browser;
  let assets: Assets;
  beforeAll(async () => {
    [browser, assets] = await Promise.all([launchChromium(), buildAssets()]);
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    stage = await openStage(browser, assets);
  });
  afterEach(() => stage.close());
}

async function openStage(browser: Browser, assets: Assets) {
  const workspace = await start({ ackLimitMs: 3_000, manifest: withHints });
  const { stage } = fakeStage(workspace, fakePath().path);
  const brief = { person: "U0ADA", channel: "C0INC" };
  const page = await startPage({ stage, brief, assets: Promise.resolve(assets) });
  const socket = await connect(workspace.apiUrl);
  const open = async (look: Parameters<Browser["newPage"]>[0] = {}): Promise<Tab> => {
    const tab = await browser.newPage({ viewport: { width: 1_440, height: 900 }, ...look });
    tab.setDefaultTimeout(8_000);
    await tab.goto(`${page.url}#/channel/C0INC`);
    await tab.getByRole("log").first().waitFor();
    return tab;
  };
  const tab = await open();
  const client = webClient(workspace);
  const composer = tab.getByRole("textbox", { name: "Message to #incident-502" });
  return {
    workspace,
    page,
    socket,
    client,
    tab,
    open,
    composer,
    /** Posts as the app; the message's ts. */
    post: async (text: string, blocks: readonly object[] = [], more: object = {}) => {
      const message = { channel: "C0INC", text, blocks, ...more };
      const posted: object = await client.apiCall("chat.postMessage", message);
      return "ts" in posted ? String(posted.ts) : "";
    },
    type: async (text: string) => {
      await composer.fill(text);
      await composer.press("Enter");
    },
    close: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await socket.disconnect();
      await page.close();
      await workspace.close();
    },
  };
}

/** Whether it comes to be seen; rejects after eight seconds. */
export const isSeen = (locator: Locator): Promise<boolean> =>
  locator
    .first()
    .waitFor()
    .then(() => true);

/** What an interaction carried. */
export type Body = Readonly<Record<string, unknown>> & {
  readonly actions: readonly Readonly<Record<string, unknown>>[];
};

/** Acknowledges interactions and keeps what they carried. */
export function acknowledge({ socket }: Pick<Stage, "socket">): readonly Body[] {
  const bodies: Body[] = [];
  socket.on("interactive", ({ ack, body }) => {
    bodies.push(body);
    return ack();
  });
  return bodies;
}

/** Blocks and texts of messages, as apps write them. */
export const plain = (text: string) => ({ type: "plain_text", text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
export const section = (text: string, more: object = {}) => ({
  type: "section",
  text: mrkdwn(text),
  ...more,
});
export const button = (label: string, more: object = {}) => ({
  type: "button",
  action_id: "go",
  text: plain(label),
  value: "v",
  ...more,
});
export const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

const withHints = {
  ...manifest,
  features: {
    ...manifest.features,
    slash_commands: [
      { command: "/runbook", usage_hint: "[flow] | list", description: "Start a runbook" },
    ],
  },
};

/** Not the tests' usual client: that one gives up when it is not pinged for 50 ms, which a busy browser brings about. */
async function connect(slackApiUrl: string): Promise<SocketModeClient> {
  const client = new SocketModeClient({ appToken, logger: silent, clientOptions: { slackApiUrl } });
  await client.start();
  return client;
}
