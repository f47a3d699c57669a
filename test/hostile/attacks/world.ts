import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { estate, region } from "../../../bench/chaos/estate.ts";
import { startAccount } from "../../../lab/aws/account.ts";
import { sign } from "../../../lab/workspace/delivery/http-delivery.ts";
import { readManifest, startWorkspace, type Workspace } from "../../../lab/workspace/index.ts";
import { appToken, botToken } from "../../lab/workspace/practice.ts";
import { type Running, startRunning } from "../../running.ts";

export const open = "C0INC";
export const secret = "G0TEAM";
const tz = "UTC";
const people = [
  { id: "U0ADA", name: "ada", realName: "Ada", tz },
  { id: "U0GRACE", name: "grace", realName: "Grace", tz },
  { id: "U0GUEST", name: "gus", realName: "Gus", tz, guest: "single" as const },
  { id: "U0OTHER", name: "otto", realName: "Otto", tz, teamId: "T0OTHER" },
  { id: "U0BOT", name: "robot", realName: "Robot", tz, isBot: true },
];

/** The bot as a process, over HTTP, in a practice workspace and account; everything on this machine's loopback. */
export interface World {
  readonly workspace: Workspace;
  readonly folder: string;
  readonly bot: () => Running;
  /** Ends the bot; `act` is done while it is down, and it starts anew with these settings. */
  readonly restart: (act?: () => unknown, more?: NodeJS.ProcessEnv) => Promise<void>;
  /** Milliseconds until /healthz answered. */
  readonly health: () => Promise<number>;
  /** What reached the load balancer, oldest first. */
  readonly reached: readonly Reached[];
  /** Posts a body to where Slack posts; signed now and correctly unless told. */
  readonly post: (body: string, sent?: Sent) => Promise<Response>;
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface Reached {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly at: number;
}

export interface Sent {
  readonly at?: number;
  readonly signature?: string;
}

export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "handrail-attacked-"));
  await writeFlow(folder);
  const hook = `{ name: practice, proof: token, channel: ${open} }`;
  await writeFile(join(folder, "handrail.yaml"), `hooks: [${hook}]\n`);
  const reached: Reached[] = [];
  const site = createHttpServer(({ method = "", url = "", headers }, response) => {
    reached.push({ method, path: url, host: headers.host ?? "", at: Date.now() });
    response.end("ok");
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  const account = await startAccount({
    loadBalancers: estate(1, (site.address() as AddressInfo).port),
    clock: Date.now,
  });
  const [port, healthPort] = [await freePort(), await freePort()];
  const workspace = await practice(`http://127.0.0.1:${port}/slack/events`);
  const settings = {
    ...{
      HANDRAIL_SLACK_MODE: "http",
      SLACK_SIGNING_SECRET: signingSecret,
      HANDRAIL_HOST: "127.0.0.1",
    },
    ...{ HANDRAIL_PORT: `${port}`, HANDRAIL_HEALTH_PORT: `${healthPort}` },
    ...{ HANDRAIL_FLOWS: join(folder, "flows"), HANDRAIL_SENDING_PER_HOUR: `${perHour}` },
    ...{ AWS_REGION: region, AWS_ACCESS_KEY_ID: account.credentials.accessKeyId },
    AWS_SECRET_ACCESS_KEY: account.credentials.secretAccessKey,
    HANDRAIL_HOOK_SECRETS: `practice:${hookSecret}`,
  };
  const start = async (more: NodeJS.ProcessEnv = {}) => {
    const command = ["--import", clockFile, mainFile];
    const where = { workspace, awsEndpoint: account.endpoint, folder };
    const started = startRunning(where, { ...settings, ...more }, command);
    const ended = started.ended.then(() => {
      throw new Error(`The bot ended: ${started.said().slice(-2_000)}`);
    });
    await Promise.race([started.says("Handrail is listening"), ended]);
    return started;
  };
  let bot = await start();
  return {
    ...{ workspace, folder, reached, port },
    bot: () => bot,
    restart: async (act = () => {}, more = {}) => {
      bot.kill("SIGTERM");
      await bot.ended;
      await act();
      bot = await start(more);
    },
    health: async () => {
      const began = performance.now();
      await (await fetch(`http://127.0.0.1:${healthPort}/healthz`)).text();
      return performance.now() - began;
    },
    post: (body, { at = Date.now(), signature } = {}) => {
      const second = String(Math.floor(at / 1_000));
      return fetch(`http://127.0.0.1:${port}/slack/events`, {
        ...{ method: "POST", body, signal: AbortSignal.timeout(20_000) },
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-slack-request-timestamp": second,
          "x-slack-signature": signature ?? sign(signingSecret, second, body),
        },
      });
    },
    close: async () => {
      bot.kill("SIGKILL");
      await bot.ended;
      site.closeAllConnections();
      site.close();
      await Promise.all([account.close(), workspace.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const signingSecret = ["practice", "signing", "secret"].join(" ");
const hookSecret = ["practice", "hook", "secret"].join("-");
/** Requests of the bot's own that it may send in an hour. */
export const perHour = 40;
const mainFile = fileURLToPath(new URL("../../../src/main.ts", import.meta.url));
const clockFile = new URL("./clock.ts", import.meta.url).href;
const flowFile = new URL("../../../src/flow.ts", import.meta.url).href;

const practice = async (url: string): Promise<Workspace> =>
  startWorkspace({
    ...{ botToken, appToken, people },
    manifest: await readManifest(new URL("../../../manifest.yml", import.meta.url)),
    delivery: { url: () => url, signingSecret },
    channels: [
      { id: open, name: "incident-502", members: people.map(({ id }) => id) },
      { id: secret, name: "secret", isPrivate: true, members: ["U0ADA"] },
    ],
  });

/** A runbook whose first step sends requests of the bot's own, and one that waits for people. */
async function writeFlow(folder: string): Promise<void> {
  await mkdir(join(folder, "flows"));
  const about = `{ introduction: "x", symptoms: ["x"], causes: ["x"], prevention: ["x"] }`;
  const findings = ["fixed", "not-enough", "still-failing", "not-comparable", "over"];
  const choices = findings.map((one) => `"${one}": go("done", "Done: ${one}")`).join(", ");
  const ends = `{ done: { title: "Done", say: "Done.", outcome: "open" } }`;
  const inputs = `{ loadBalancer: subject(loadBalancer("Which?")), url: optional(url("Which URL?")) }`;
  const flow = (id: string, step: string) =>
    writeFile(
      join(folder, "flows", `${id}.ts`),
      `import { defineFlow, go, loadBalancer, optional, subject, text, url } from "${flowFile}";
export default defineFlow({ id: "${id}", version: 1, title: "${id}", about: ${about}, inputs: ${inputs},
  start: "only", steps: { only: { title: "Only", say: "Only.", ${step} } }, ends: ${ends} });\n`,
    );
  await flow("sending", `probe: "alb.retest", choices: { ${choices} }, skip: "over"`);
  const ask = `{ ask: { who: text("Who?") } }`;
  await flow("waiting", `choices: { done: go("done", "Done", ${ask}) }, skip: "done"`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
