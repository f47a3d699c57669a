import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environment, ofThisMachine } from "../../lab/bot.ts";
import { scenarioNamed } from "../../lab/scenarios/index.ts";
import { type Staged, stageScenario } from "../../lab/scenarios/start.ts";
import { readManifest, type Workspace } from "../../lab/workspace/index.ts";
import { alarm } from "../alerts/kinds/cloudwatch.ts";
import { kinds } from "../alerts/kinds/index.ts";
import { signedAs } from "../hooks/stage.ts";
import { appToken, botToken, start } from "../lab/workspace/practice.ts";
import { type Running, startRunning } from "../running.ts";
import { shownIn } from "../slack/stage.ts";
import { folders } from "../store/folder.ts";
import { project } from "./page.ts";

/*
 * A checkout as README's steps leave it, with a settings file that names the account and the hooks, in front of a load balancer that
 * loses the race: from an alert of each kind, in Slack and over HTTP, to the first verdict. The bot is a process of its own.
 */
const secret = "a-secret-of-the-practice";
const proofOf: { readonly [source: string]: string } = {
  ...{ PagerDuty: "pagerduty", Grafana: "grafana", "incident.io": "svix", CloudWatch: "hmac" },
};
/** Each has a hook and channels of its own: Slack allows a channel one post a second. */
const all = kinds.map((kind, at) => ({
  ...kind,
  ...{ proof: proofOf[kind.source] ?? "token", hook: `hook-${at}` },
  ...{ said: `C0SAID${at}`, sent: `C0SENT${at}` },
}));
const settings = `accounts:
  - { name: shop-prod, id: "123456789012", regions: [eu-central-1] }
hooks:
${all.map(({ hook, proof, sent }) => `  - { name: ${hook}, proof: ${proof}, channel: ${sent} }\n`).join("")}`;
const channels = all
  .flatMap(({ said, sent }) => [said, sent])
  .map((id) => ({ id, name: id.toLowerCase(), members: ["U0ADA", "U0GRACE"] }));
const folder = folders();
let workspace: Workspace;
let staged: Staged;
let checkout: string;
let env: Record<string, string | undefined>;
let bot: Running;
let port: string;

beforeAll(async () => {
  const scene = { seed: 1, periodSeconds: 60, settleSeconds: 180, clock: Date.now };
  [workspace, staged] = await Promise.all([
    readManifest(join(project, "manifest.yml")).then((manifest) => start({ manifest, channels })),
    stageScenario(scenarioNamed("keepalive-race"), scene),
  ]);
  checkout = folder();
  for (const name of ["bin", "src", "flows", "node_modules", "package.json", "manifest.yml"])
    symlinkSync(join(project, name), join(checkout, name));
  copyFileSync(join(project, ".env.example"), join(checkout, ".env"));
  writeFileSync(join(checkout, "handrail.yaml"), settings);
  const { endpoint: awsEndpoint, credentials } = staged.account;
  env = environment({
    ...{ slackApiUrl: workspace.apiUrl, botToken, appToken, folder: checkout, awsEndpoint },
    ...{ region: "eu-central-1", credentials, periodSeconds: 60, settleSeconds: 180 },
    settings: {
      HANDRAIL_PORT: "0",
      HANDRAIL_HOST: "127.0.0.1",
      HANDRAIL_HOOK_SECRETS: all.map(({ hook }) => `${hook}:${secret}`).join(","),
    },
  });
  const command = [join(checkout, "bin/handrail.js"), "start"];
  bot = startRunning({ workspace, awsEndpoint, folder: checkout }, env, command);
  await bot.says("Handrail is listening");
  [, port = ""] = /answers \/hooks\/.*?"port":(\d+)/.exec(bot.said()) ?? [];
}, 60_000);
afterAll(async () => {
  bot.kill("SIGTERM");
  await bot.ended;
  await Promise.all([workspace.close(), staged.close()]);
});

const ada = () => workspace.as("U0ADA");

/** The verdict stands in the thread; then the run ends, for the next one about the same load balancer. */
async function verdictUnder(channelId: string, ts: string): Promise<void> {
  await workspace.until(
    () =>
      ada()
        .sees(channelId, ts)
        .some((one) => shownIn(one).includes("Read the access logs")),
    { timeoutMs: 10_000, waitingFor: "the first verdict" },
  );
  const thread = ada().sees(channelId, ts).map(shownIn).join("\n");
  expect(thread).toMatch(/shop-prod|123456789012/);
  expect(thread).toContain("eu-central-1");
  const before = workspace.data.messages.length;
  await ada().slash(channelId, "/runbook stop it was enough to see");
  expect(await ada().submit()).toMatchObject({ acked: true, response: null });
  await workspace.until(() => workspace.data.messages.length > before);
}

it("handrail doctor is well with such settings", async () => {
  const child = spawn(process.execPath, ["bin/handrail.js", "doctor", "--json"], {
    ...{ cwd: checkout, env: { ...ofThisMachine(), ...env }, stdio: ["ignore", "pipe", "inherit"] },
  });
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  const { findings } = JSON.parse(out) as { findings: { kind: string; says: string }[] };
  expect(findings.filter(({ kind }) => kind === "failure")).toEqual([]);
  expect(code).toBe(0);
}, 60_000);

describe.each(all)("from an alert of $name", ({ message, said }) => {
  it("in Slack it is three taps to the first verdict", async () => {
    const { ts } = await workspace.fromApp(said, message);
    const began = performance.now();
    await ada().openShortcut("start_here", said, ts);
    expect(await ada().submit()).toMatchObject({ acked: true, response: null });
    await verdictUnder(said, ts);
    expect(performance.now() - began).toBeLessThan(10_000);
  }, 30_000);
});

/** Amazon Q speaks in Slack only. */
const overHttp = all.filter(({ payload }) => payload !== undefined);

it.each(overHttp)(
  "from an alert of $name over HTTP it is one tap",
  async (one) => {
    const { sent, hook, proof } = one;
    const body = JSON.stringify(one.source === "CloudWatch" ? alarm : one.payload);
    const answer = await fetch(`http://127.0.0.1:${port}/hooks/${hook}`, {
      ...{ method: "POST", body, headers: signedAs(proof, body, Date.now(), secret) },
    });
    expect(await answer.json()).toEqual({ alerts: 1, offered: 1 });
    const [offer] = ada().sees(sent);
    await ada().click(sent, offer?.ts ?? "", "Start: ALB returns intermittent 502s");
    await verdictUnder(sent, offer?.ts ?? "");
  },
  30_000,
);
