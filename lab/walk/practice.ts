import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Bot, startBot } from "../bot.ts";
import type { Incident, Stand } from "../incident/contract.ts";
import type { IncidentOptions } from "../incident.ts";
import { openPractised, type Practised } from "../practised.ts";
import { readManifest, startWorkspace, type Workspace } from "../workspace/index.ts";
import type { PlayedWorld } from "../worlds/incident.ts";

/** Everything that a practice walk happens in. */
export interface Practice {
  readonly workspace: Workspace;
  readonly scenario: Practised;
  readonly incident: Incident | PlayedWorld;
  /** Where the bot keeps its database. */
  readonly folder: string;
  /** The person who walks. */
  readonly person: string;
  /** Someone else, who confirms what one does not decide alone. */
  readonly colleague: string;
  readonly channel: string;
  /** Waits for what a person would see. Rejects in words after `seconds`, or when the bot ends. */
  readonly wait: <T>(seen: () => T, what: string, seconds: number) => Promise<NonNullable<T>>;
  /** Rejects when the bot ends by itself; never resolves. */
  readonly botEnded: Promise<never>;
  /** Ends the bot and everything else, and removes its folder. */
  readonly close: () => Promise<void>;
}

const person = "U0ANA";
const colleague = "U0BEN";
const channel = "C0INCIDENT";
const periodSeconds = 5;
const settleSeconds = 2;
// Assembled, so that nothing takes them for real ones.
const tokens = {
  botToken: ["xoxb", "practice", "bot"].join("-"),
  appToken: ["xapp", "practice", "app"].join("-"),
};

/** Starts a workspace, the incident of a scenario, and the bot that is told of both; `real` is what differs from the usual incident. */
export async function startPractice(
  scenario: Practised,
  progress: (sentence: string) => void,
  real: IncidentOptions = {},
): Promise<Practice> {
  await using parts = new AsyncDisposableStack();
  const folder = parts.adopt(mkdtempSync(join(tmpdir(), "handrail-practice-")), remove);
  // Also when the process ends in the middle of something.
  process.once("exit", () => remove(folder));
  const workspace = parts.adopt(await openWorkspace(), (one) => one.close());
  const incident = parts.adopt(
    await openPractised(scenario, { periodSeconds, settleSeconds, progress, real }),
    (one) => one.close(),
  );
  const bot = parts.adopt(startBot(worldOf(folder, workspace, incident)), (one) => one.stop());
  const wait = waitFor(workspace, bot);
  progress("The bot is starting.");
  await wait(() => workspace.sockets.count() > 0, "the bot to connect", 60);
  const all = parts.move();
  const close = () => all.disposeAsync();
  const scene = { workspace, scenario, incident, folder, person, colleague, channel };
  return { ...scene, wait, botEnded: bot.ended, close };
}

const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

const openWorkspace = async () =>
  startWorkspace({
    ...tokens,
    manifest: await readManifest(new URL("../../manifest.yml", import.meta.url)),
    people: [
      { id: person, name: "ana", realName: "Ana", tz: "UTC" },
      { id: colleague, name: "ben", realName: "Ben", tz: "UTC" },
    ],
    channels: [{ id: channel, name: "incident-502", members: [person, colleague] }],
  });

const worldOf = (folder: string, { apiUrl }: Workspace, incident: Stand) => ({
  ...tokens,
  folder,
  periodSeconds,
  settleSeconds,
  slackApiUrl: apiUrl,
  awsEndpoint: incident.awsEndpoint,
  region: incident.region,
  credentials: incident.credentials,
  settings: { ...incident.settings, ...ownFlows() },
});

/** The runbooks of whoever practises, so that they can be started too. */
const ownFlows = (): Readonly<Record<string, string>> => {
  const { HANDRAIL_FLOWS: folder } = process.env;
  return folder ? { HANDRAIL_FLOWS: resolve(folder) } : {};
};

const waitFor =
  (workspace: Workspace, bot: Bot): Practice["wait"] =>
  (seen, what, seconds) =>
    Promise.race([
      workspace.until(seen, { timeoutMs: seconds * 1_000, waitingFor: what }),
      bot.ended,
    ]);
