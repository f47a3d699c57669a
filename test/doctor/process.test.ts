import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Account } from "../../lab/aws/account.ts";
import { environment, ofThisMachine } from "../../lab/bot.ts";
import { readManifest, type Workspace } from "../../lab/workspace/index.ts";
import type { Finding } from "../../src/doctor/check.ts";
import { appToken, botToken, start } from "../lab/workspace/practice.ts";
import { startRunning } from "../running.ts";
import { folders } from "../store/folder.ts";
import { region, settings, startWholeAccount, withoutScope } from "./stage.ts";

/** The doctor as operators run it: a process in the folder of .env, between a practice workspace and a practice account. */
const project = join(import.meta.dirname, "../..");
const manifest = await readManifest(join(project, "manifest.yml"));
const folder = folders();
let workspace: Workspace;
let account: Account;

beforeAll(async () => {
  [workspace, account] = await Promise.all([start({ manifest }), startWholeAccount()]);
});
afterEach(() => account.faults.clear());
afterAll(() => Promise.all([workspace.close(), account.close()]));

/** What it prints and how it ends, with these files beside its .env. */
async function doctor(
  words: readonly string[],
  { to = workspace, file }: { readonly to?: Workspace; readonly file?: string } = {},
): Promise<{ readonly said: string; readonly code: number | null }> {
  const at = folder();
  const {
    PATH: _,
    HOME,
    HANDRAIL_DATABASE,
    ...env
  } = environment({
    ...{ slackApiUrl: to.apiUrl, botToken, appToken, folder: at, region },
    ...{ awsEndpoint: account.endpoint, credentials: account.credentials },
    ...{ periodSeconds: 60, settleSeconds: 180 },
    settings: settings(to),
  });
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(at, ".env"), lines.join(""));
  if (file !== undefined) writeFileSync(join(at, "handrail.yaml"), file);
  const child = spawn(process.execPath, [join(project, "src/cli.ts"), "doctor", ...words], {
    ...{ cwd: at, env: { ...ofThisMachine(), HOME }, stdio: ["ignore", "pipe", "pipe"] },
  });
  const [out, error, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { said: out + error, code };
}

/** Where tests run, there may be little room, and no volume. */
const isOfMachine = (line: string): boolean => /^ {2}. (?:disk space|database volume):/.test(line);

/** The practice has none of the services of which other runbooks ask. */
const isOfRunbooks = (line: string): boolean => /^ {2}- (?:ecs|rds|lambda|acm):/.test(line);

/** What is wrong, but for the disk and the volumes of the machine that tests. */
async function wrong(...asked: Parameters<typeof doctor>) {
  const { said, code } = await doctor([...asked[0], "--json"], asked[1]);
  const { findings, healthy } = JSON.parse(said) as {
    readonly findings: readonly Finding[];
    readonly healthy: boolean;
  };
  const codes = findings.flatMap((one) =>
    "code" in one && one.category !== "The record" ? [`${one.code} ${one.name}`] : [],
  );
  return { codes, healthy, code };
}

describe("handrail doctor", () => {
  it("is green after the steps of the README, and says so line by line", async () => {
    const { said, code } = await doctor([]);
    const open = said.match(/^ {2}[✗!-] .*$/gm)?.filter((line) => !isOfMachine(line)) ?? [];
    expect(open.filter((line) => !isOfRunbooks(line))).toEqual([]);
    expect(open.filter((line) => !line.startsWith("  - "))).toEqual([]);
    expect(said.match(/^\S.*$/gm)).toEqual(
      expect.arrayContaining(["This machine", "Settings", "The record", "Slack", "AWS"]),
    );
    expect(code).toBe(0);
  });

  it("ends with 1 where a scope is missing, and names it alone", async () => {
    const to = await start({ manifest: withoutScope(manifest, "channels:history") });
    const found = await wrong([], { to });
    await to.close();
    expect(found).toEqual({ codes: ["slack-scope channels:history"], healthy: false, code: 1 });
  });

  it("ends with 0 where a right is missing that leaves something out, and names it alone", async () => {
    account.faults.deny("cloudtrail:LookupEvents");
    const codes = [`aws-permission cloudtrail:LookupEvents in ${region}`];
    expect(await wrong([])).toEqual({ codes, healthy: true, code: 0 });
  });

  it("names the line of handrail.yaml that is wrong, and a hook that has no secret", async () => {
    const hook = "hooks: [{ name: alarms, channel: C0INC, proof: token }]\n";
    const { said, code } = await doctor([], { file: `${hook}acounts: []\n` });
    expect(said).toMatch(/✗ settings: handrail\.yaml.*2.*acounts/);
    expect(code).toBe(1);
    const unsigned = await doctor([], { file: hook });
    expect(unsigned.said).toContain("The hook alarms has no secret");
    expect(unsigned.said).toContain("docs/doctor.md#settings-invalid");
  });
});

it("a bot that starts says in its log and in App Home what it will lack", async () => {
  account.faults.deny("cloudtrail:LookupEvents");
  const bot = startRunning(
    { workspace, awsEndpoint: account.endpoint, folder: folder() },
    {
      ...settings(workspace),
      AWS_ACCESS_KEY_ID: account.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: account.credentials.secretAccessKey,
    },
  );
  try {
    await bot.says('"code":"aws-permission"');
    const missing = bot
      .said()
      .split("\n")
      .filter((line) => line.includes("Something that Handrail needs"));
    expect(missing.join("\n")).toContain("cloudtrail:LookupEvents");
    const home = () => JSON.stringify(workspace.as("U0ADA").home());
    // The log has each as it is found, App Home all of them once the look is over.
    for (let shown = 0; shown < 20 && !home().includes("LookupEvents"); shown += 1) {
      const before = workspace.calls("views.publish").length;
      await workspace.as("U0ADA").openHome();
      await workspace.until(() => workspace.calls("views.publish").length > before);
    }
    expect(home()).toContain("docs/doctor.md#aws-permission");
  } finally {
    bot.kill("SIGTERM");
    await bot.ended;
  }
});
