import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, copyFileSync, existsSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environment, ofThisMachine } from "../lab/bot.ts";
import { readManifest, type Workspace } from "../lab/workspace/index.ts";
import { appToken, botToken, start } from "./lab/workspace/practice.ts";
import { folders } from "./store/folder.ts";

const project = join(import.meta.dirname, "..");
const folder = folders();
/** Nothing but what a shell has; the rest stands in .env. */
const shell = ofThisMachine();
const bots: ChildProcess[] = [];
let workspace: Workspace;

beforeEach(async () => {
  workspace = await start({ manifest: await readManifest(join(project, "manifest.yml")) });
});
afterEach(async () => {
  // All that npm started, should it have left something behind.
  for (const { pid } of bots.splice(0)) if (pid !== undefined) killGroup(pid);
  await workspace.close();
});

describe("a checkout whose settings stand in .env", () => {
  it("runs a bot that ends in order when npm is told to, and commands that read its record", async () => {
    const checkout = checkoutOf(workspace);
    const bot = npmStart(checkout);
    await bot.says("Handrail is listening");
    bot.npm.kill("SIGTERM");
    expect(await bot.ended).toBe(0);
    expect(bot.said()).toContain("Handrail is stopping");
    const { stdout, stderr } = handrail(checkout, "runs", "export");
    expect(stderr).toBe("");
    expect(stdout).toBe('{"format":"handrail-runs","version":1}\n{"kind":"end","lines":0}\n');
  });

  it("takes one Ctrl+C for one, though npm hands it on as well", async () => {
    const bot = npmStart(checkoutOf(workspace));
    await bot.says("Handrail is listening");
    // A terminal tells everyone in the foreground.
    process.kill(-Number(bot.npm.pid), "SIGINT");
    expect(await bot.ended).toBe(0);
  });
});

describe.skipIf(!existsSync("/dev/full"))("a full disk", () => {
  it("under the log ends no bot", async () => {
    const where = { slackApiUrl: workspace.apiUrl, folder: folder() };
    const log = openSync("/dev/full", "w");
    const bot = spawn(process.execPath, [join(project, "src/main.ts")], {
      ...{
        env: { ...shell, ...settingsOf(where) },
        cwd: where.folder,
        stdio: ["ignore", "ignore", log],
      },
      detached: true,
    });
    closeSync(log);
    bots.push(bot);
    await workspace.until(() => workspace.sockets.count() === 2);
    const { acked } = await workspace.as("U0ADA").slash("C0INC", "/runbook alb-502-keepalive shop");
    expect(acked).toBe(true);
    const ended = once(bot, "close");
    bot.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("under an output is said not to be complete", () => {
    const { status, stderr } = flowsInto("/dev/full");
    expect(stderr).toMatch(/^The output cannot be written and is not complete: ENOSPC.*\.\n$/);
    expect(status).toBe(1);
  });
});

/** The project in a folder of its own, with the bot's settings in its .env. */
function checkoutOf({ apiUrl: slackApiUrl }: Workspace): string {
  const checkout = folder();
  copyFileSync(join(project, "package.json"), join(checkout, "package.json"));
  for (const part of ["bin", "src", "tools", "node_modules"])
    symlinkSync(join(project, part), join(checkout, part));
  const settings = settingsOf({ slackApiUrl, folder: checkout });
  const lines = Object.entries(settings).filter(([name]) => name !== "PATH" && name !== "HOME");
  writeFileSync(
    join(checkout, ".env"),
    lines.map(([name, value]) => `${name}=${value}\n`).join(""),
  );
  return checkout;
}

const settingsOf = (where: { readonly slackApiUrl: string; readonly folder: string }) =>
  environment({
    ...{ ...where, botToken, appToken, awsEndpoint: "http://127.0.0.1:9", region: "eu-west-1" },
    credentials: { accessKeyId: "practice", secretAccessKey: "practice" },
    ...{ periodSeconds: 1, settleSeconds: 0 },
  });

function npmStart(checkout: string) {
  const npm = spawn("npm", ["start"], {
    cwd: checkout,
    env: { ...shell, HOME: checkout },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  bots.push(npm);
  let heard = "";
  npm.stderr.setEncoding("utf8").on("data", (part: string) => {
    heard += part;
    npm.emit("said");
  });
  const says = async (wanted: string): Promise<void> => {
    while (!heard.includes(wanted)) await once(npm, "said");
  };
  // A bot that is left behind holds on to the pipe, and this does not come.
  const ended = once(npm, "close").then(([code]) => code);
  return { npm, said: () => heard, says, ended };
}

function handrail(cwd: string, ...words: readonly string[]) {
  const env = { ...shell, HOME: cwd };
  return spawnSync("npm", ["run", "-s", "handrail", "--", ...words], {
    cwd,
    env,
    encoding: "utf8",
  });
}

function flowsInto(path: string) {
  const file = openSync(path, "w");
  try {
    return spawnSync(process.execPath, [join(project, "src/cli.ts"), "flows", "list"], {
      ...{ cwd: folder(), env: shell, encoding: "utf8" },
      stdio: ["ignore", file, "pipe"],
    });
  } finally {
    closeSync(file);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All of it has ended.
  }
}
