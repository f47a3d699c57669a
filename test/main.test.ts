import { EventEmitter, once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createTcpServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readManifest, type Workspace } from "../lab/workspace/index.ts";
import { alertmanager } from "./alerts/kinds/alertmanager.ts";
import { eventually } from "./eventually.ts";
import { botToken, start } from "./lab/workspace/practice.ts";
import { small } from "./language/flows.ts";
import { type Running, startRunning } from "./running.ts";
import { channelId } from "./slack/stage.ts";

/** The bot as a process of its own, between a practice workspace and an AWS that never answers. */
let workspace: Workspace;
let aws: Server;
let folder: string;
/** Resolves once AWS was asked for one load balancer, which only a look does. */
let looked: () => Promise<unknown>;
const bots: Running[] = [];

beforeEach(async () => {
  const manifestFile = fileURLToPath(new URL("../manifest.yml", import.meta.url));
  workspace = await start({ manifest: await readManifest(manifestFile) });
  const looks = new EventEmitter();
  aws = createServer(async (request) => {
    if ((await text(request)).includes("Names.member")) looks.emit("look");
  });
  looked = () => once(looks, "look");
  aws.listen(0, "127.0.0.1");
  await once(aws, "listening");
  folder = await mkdtemp(join(tmpdir(), "handrail-main-"));
});
afterEach(async () => {
  for (const bot of bots.splice(0)) bot.kill("SIGKILL");
  aws.closeAllConnections();
  aws.close();
  await workspace.close();
  await rm(folder, { recursive: true });
});

function run(more: NodeJS.ProcessEnv = {}): Running {
  const address = aws.address();
  const port = typeof address === "object" ? address?.port : 0;
  const bot = startRunning({ workspace, awsEndpoint: `http://127.0.0.1:${port}`, folder }, more);
  bots.push(bot);
  return bot;
}

describe("the process", () => {
  it("ends within seconds of SIGTERM though a look is under way, and takes it up again", async () => {
    const first = run();
    await first.says("Handrail is listening");
    const asked = looked();
    await workspace.as("U0ADA").slash(channelId, "/runbook alb-502-keepalive shop");
    await asked;
    await workspace.until(() => workspace.data.messages.length > 1);
    first.kill("SIGTERM");
    const { code } = await first.ended;
    expect(first.said()).toContain("Handrail is stopping");
    expect(code).toBe(0);
    // What is still under way after some seconds is left, and said to.
    expect(first.said()).not.toContain("still under way");

    const again = looked();
    const second = run();
    await again;
    second.kill("SIGINT");
    expect((await second.ended).code).toBe(0);
  });

  it("ends at SIGTERM also while its database does not answer yet", async () => {
    await using database = createTcpServer().listen(0, "127.0.0.1");
    await once(database, "listening");
    const asked = once(database, "connection");
    const address = database.address();
    const port = typeof address === "object" ? address?.port : 0;
    const url = `postgres://handrail@127.0.0.1:${port}/handrail`;
    const bot = run({ HANDRAIL_DATABASE: "", DATABASE_URL: url });
    const [connection]: Socket[] = await asked;
    bot.kill("SIGTERM");
    expect((await bot.ended).code).toBe(0);
    connection?.destroy();
  });

  it("ends at once at a second signal, though a call to Slack hangs", async () => {
    const bot = run();
    await bot.says("Handrail is listening");
    workspace.faults.next("chat.postMessage", { hang: true });
    await workspace.as("U0ADA").slash(channelId, "/runbook alb-502-keepalive shop");
    await workspace.until(() => workspace.calls("chat.postMessage").length > 0);
    bot.kill("SIGTERM");
    await bot.says("Handrail is stopping");
    // Within a second it would be taken for an echo of the first.
    const impatience = setInterval(() => bot.kill("SIGTERM"), 250);
    const { code } = await bot.ended;
    clearInterval(impatience);
    expect(code).toBe(143);
  });

  it("starts although a runbook is broken and the version of an open run is gone", async () => {
    const flows = { HANDRAIL_FLOWS: folder };
    const put = (flow: object) =>
      writeFile(join(folder, "ours.mjs"), `export default ${JSON.stringify(flow)};`);
    const cards = () => JSON.stringify(workspace.data.messages);
    await put(small);
    const first = run(flows);
    await first.says("Handrail is listening");
    await workspace.as("U0ADA").slash(channelId, "/runbook small shop");
    await workspace.until(() => cards().includes("Say it."));
    first.kill("SIGTERM");
    await first.ended;

    await put({ ...small, version: 2, start: "nowhere" });
    const second = run(flows);
    await second.says("Handrail is listening");
    expect(second.said()).toContain("A runbook has mistakes and was left out");
    await workspace.until(() => cards().includes("which is not installed any more"));
    second.kill("SIGTERM");
    await second.ended;

    await put({ ...small, version: 2 });
    const third = run(flows);
    await third.says("Handrail is listening");
    await workspace.until(() => cards().includes("Go on with version 2"));
    third.kill("SIGTERM");
    expect((await third.ended).code).toBe(0);
  });

  it("ends with a sentence and a failure when the app token is revoked", async () => {
    workspace.faults.next("apps.connections.open", { error: "token_revoked" }, 10);
    const bot = run();
    expect((await bot.ended).code).toBe(1);
    expect(bot.said()).toMatch(/Slack does not accept Handrail's app token.*token_revoked/);
    expect(bot.said()).not.toContain("unhandled");
  });

  it("ends with a line of its log, without tokens, at a mistake of its own", async () => {
    const mistake = `process.on("SIGUSR2", () => {
      process.emitWarning("an old way");
      setImmediate(() => { throw new Error("of " + process.env.SLACK_BOT_TOKEN); });
    })`;
    const bot = run({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(mistake)}`,
    });
    await bot.says("Handrail is listening");
    bot.kill("SIGUSR2");
    expect((await bot.ended).code).toBe(1);
    const lines = bot.said().trim().split("\n");
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({
      ...{ level: "error", error: "Error: of [token]" },
      says: "Handrail ends, for it made a mistake. Nothing recorded is lost",
    });
    expect(JSON.parse(lines.at(-2) ?? "").says).toBe("Node warns: an old way");
    expect(bot.said()).not.toContain(botToken);
  });

  it("answers /healthz and /metrics, in neither of which is a token or anyone's words", async () => {
    const bot = run({ HANDRAIL_HEALTH_PORT: "0" });
    await bot.says("Handrail is listening");
    await workspace.until(() => workspace.sockets.count() === 2);
    const port = /"port":(\d+)/.exec(bot.said())?.[1];
    const metrics = await eventually(async () => {
      // A busy machine that just started the bot may need longer for it than Slack waits.
      await workspace.as("U0ADA").slash(channelId, "/runbook alb-502-keepalive hush-hush");
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      expect(text).toContain('handrail_events_total{kind="started"} 1');
      expect(text).toMatch(/type="slash_commands",outcome="acknowledged"\} [1-9]/);
      return text;
    });
    expect(metrics).toContain('handrail_slack_calls_total{method="auth.test",outcome="ok"} 1');
    const health = await eventually(async () => {
      const response = await fetch(`http://127.0.0.1:${port}/healthz`);
      expect(response.status).toBe(200);
      return response.text();
    });
    expect(metrics + health).not.toMatch(/hush|xoxb|xapp|U0ADA/);
    bot.kill("SIGTERM");
    await bot.ended;
  });

  it("is told by Slack over HTTP as well", async () => {
    const bot = run({
      HANDRAIL_SLACK_MODE: "http",
      SLACK_SIGNING_SECRET: "practice",
      HANDRAIL_PORT: "0",
    });
    await bot.says("Handrail is listening");
    expect(bot.said()).toContain('"over":"http"');
    bot.kill("SIGTERM");
    expect((await bot.ended).code).toBe(0);
  });

  it.each([
    ["sockets", {}],
    ["HTTP", { HANDRAIL_SLACK_MODE: "http", SLACK_SIGNING_SECRET: "practice" }],
  ])(
    "takes an alert at a hook while Slack is heard over %s, and offers a run for it",
    async (_, more) => {
      const hooks = `hooks: [{ name: am, proof: token, channel: ${channelId} }]`;
      await writeFile(join(folder, "handrail.yaml"), hooks);
      const secret = "a-secret-of-the-practice";
      const free = createTcpServer().listen(0, "127.0.0.1");
      await once(free, "listening");
      const address = free.address();
      const port = typeof address === "object" ? address?.port : 0;
      await new Promise((resolve) => free.close(resolve));
      const bot = run({ ...more, HANDRAIL_PORT: `${port}`, HANDRAIL_HOOK_SECRETS: `am:${secret}` });
      await bot.says(Object.keys(more).length > 0 ? "Handrail is listening" : "/hooks/");
      const send = (token: string) =>
        fetch(`http://127.0.0.1:${port}/hooks/am`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify(alertmanager.payload),
        });
      expect((await send("another-secret-of-nobody")).status).toBe(401);
      expect(await (await send(secret)).json()).toEqual({ alerts: 1, offered: 1 });
      expect(await (await send(secret)).json()).toEqual({ alerts: 1, offered: 0 });
      const offers = workspace.data.messages.filter(({ blocks }) =>
        JSON.stringify(blocks).includes("Start: ALB returns intermittent 502s"),
      );
      expect(offers).toMatchObject([{ channelId, threadTs: null }]);
      expect(bot.said()).not.toContain(secret);
      bot.kill("SIGTERM");
      expect((await bot.ended).code).toBe(0);
    },
  );
});
