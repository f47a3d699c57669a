import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { drawPast } from "../../lab/alb/past.ts";
import { steadyTrickle } from "../../lab/alb/scenes.ts";
import { spread } from "../../lab/alb/spread.ts";
import { type Account, startAccount } from "../../lab/aws/account.ts";
import { shopBalancers } from "../../lab/aws/shop.ts";
import { type Bot, startBot } from "../../lab/bot.ts";
import { readManifest, startWorkspace, type Workspace } from "../../lab/workspace/index.ts";
import { openSqlite } from "../../src/store/sqlite.ts";

const region = "eu-central-1";
const channel = "C0INC";
const nodeServer = "Node.js http (v20 late, v22 - v26)";
const tokens = {
  botToken: ["xoxb", "kill", "test"].join("-"),
  appToken: ["xapp", "kill", "test"].join("-"),
};

it("loses nothing when it is killed after each acknowledgement of a walk", {
  timeout: 600_000,
}, async () => {
  await using parts = new AsyncDisposableStack();
  const folder = parts.adopt(mkdtempSync(join(tmpdir(), "handrail-kill-")), (path) =>
    rmSync(path, { recursive: true, force: true }),
  );
  const { workspace, account } = await world(parts);
  let bot: Bot = start(folder, workspace, account);
  parts.defer(() => bot.kill());
  const restarted = async () => {
    await bot.kill();
    await workspace.until(() => workspace.sockets.count() === 0);
    bot = start(folder, workspace, account);
    await connected(workspace);
  };
  const ana = workspace.as("U0ANA");
  const press = async (label: string) => {
    const message = await shown(workspace, label);
    const exact = message.label;
    const outcome = await ana.click(channel, message.ts, exact);
    expect(outcome, label).toMatchObject({ acked: true, warning: null });
  };
  const fill = async (value: string) => {
    const outcome = await ana.submit({
      "path:path:0:kind": nodeServer,
      "path:path:0:closes:how": "read",
      "path:path:0:closes:value": value,
      "path:path:0:closes:where": "server.js",
    });
    expect(outcome).toMatchObject({ acked: true, warning: null });
  };
  await connected(workspace);
  const acts: readonly (() => Promise<void>)[] = [
    async () => void (await ana.slash(channel, "/runbook alb-502-keepalive shop-web")),
    () => press("It fits: read the access logs"),
    () => press("Go on without the logs"),
    async () => {
      await press("Answer");
      await fill("5000 ms");
    },
    () => press("Show me the fix"),
    () => press('Rolled out as shown[^"]*'),
    async () => void (await ana.slash(channel, "/runbook note The rollout took four minutes")),
    async () => {
      await ana.slash(channel, "/runbook stop The rest follows tomorrow");
      await ana.submit();
    },
  ];
  for (const act of acts) {
    await act();
    await restarted();
  }
  await shown(workspace, "Publish to channel");
  await bot.kill();
  expect(await recorded(folder)).toEqual([
    "started",
    "chosen",
    "chosen",
    "answered",
    "chosen",
    "chosen",
    "noted",
    "stopped",
  ]);
  const posted = workspace.data.messages.filter(({ metadata }) => metadata !== null);
  const keys = posted.map(({ metadata }) => metadata?.event_payload.key);
  expect(keys.length).toBeGreaterThan(8);
  expect([...new Set(keys)]).toEqual(keys);
});

async function world(parts: AsyncDisposableStack) {
  const workspace = parts.adopt(
    await startWorkspace({
      ...tokens,
      manifest: await readManifest(new URL("../../manifest.yml", import.meta.url)),
      people: [{ id: "U0ANA", name: "ana", realName: "Ana", tz: "UTC" }],
      channels: [{ id: channel, name: "incident", members: ["U0ANA"] }],
    }),
    (one) => one.close(),
  );
  const site = parts.adopt(
    createServer((_request, response) => void response.end("ok")).listen(0, "127.0.0.1"),
    (server) => server.closeAllConnections(),
  );
  parts.defer(() => void site.close());
  await new Promise((resolve) => site.once("listening", resolve));
  const { port } = site.address() as AddressInfo;
  const account = parts.adopt(await startAccount({ loadBalancers: balancers(port) }), (one) =>
    one.close(),
  );
  return { workspace, account };
}

function balancers(port: number) {
  const hour = 3_600_000;
  const metrics = drawPast({
    from: Date.now() - 4 * hour,
    to: Date.now() + hour,
    binSeconds: 60,
    zones: ["eu-central-1a", "eu-central-1b"],
    seed: 1,
    usual: {
      requestsPerSecond: 100,
      newConnectionsPerSecond: 10,
      openConnections: 200,
      responseSeconds: spread(0.01, 0.02, 0.03),
      hosts: 2,
    },
    scene: steadyTrickle({ share: 0.0005, from: Date.now() - 2 * hour }),
  });
  return shopBalancers({
    region,
    zones: ["eu-central-1a", "eu-central-1b"],
    port,
    idleMs: () => 60_000,
    backendPort: 3000,
    healthy: () => true,
    metrics,
    calm: metrics,
  });
}

const start = (folder: string, { apiUrl }: Workspace, account: Account): Bot =>
  startBot({
    ...tokens,
    folder,
    region,
    slackApiUrl: apiUrl,
    awsEndpoint: account.endpoint,
    credentials: account.credentials,
    periodSeconds: 60,
    settleSeconds: 180,
  });

const connected = (workspace: Workspace) =>
  workspace.until(() => workspace.sockets.count() > 0, {
    waitingFor: "the bot to connect",
  });

/** The newest message that shows a button with this label, once there is one. */
function shown(workspace: Workspace, label: string) {
  return workspace.until(
    () => {
      for (const { ts, blocks } of workspace.data.messages.toReversed()) {
        const found = new RegExp(`"(${label}(?: \\(recommended\\))?)"`).exec(
          JSON.stringify(blocks),
        );
        if (found?.[1] !== undefined) return { ts, label: found[1] };
      }
      return undefined;
    },
    { waitingFor: `the button ${label}` },
  );
}

/** What people did, as the log has it. */
async function recorded(folder: string): Promise<readonly string[]> {
  const path = join(folder, "handrail.db");
  await using store = new AsyncDisposableStack();
  const opened = store.adopt(await openSqlite({ path, clock: Date.now, readOnly: true }), (one) =>
    one.close(),
  );
  const [row] = await opened.rows({ limit: 1 });
  const log = await opened.load(row?.id ?? "");
  return log.filter(({ by }) => by === "U0ANA").map(({ kind }) => kind);
}
