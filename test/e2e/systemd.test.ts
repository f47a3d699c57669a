import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { environment } from "../../lab/bot.ts";
import { readManifest, type Workspace } from "../../lab/workspace/index.ts";
import { type Machine, openMachine } from "../installing/machine.ts";
import { linesOf, pageOf, pointOf, project, sectionOf } from "../installing/page.ts";
import { appToken, botToken, start } from "../lab/workspace/practice.ts";
import { channelId } from "../slack/stage.ts";
import { folders } from "../store/folder.ts";

const folder = folders();
const section = sectionOf(pageOf("installing.md"), "systemd");
let workspace: Workspace;
let machine: Machine;

beforeEach(async () => {
  workspace = await start({ manifest: await readManifest(join(project, "manifest.yml")) });
  machine = openMachine(folder());
});
afterEach(async () => {
  machine.close();
  await workspace.close();
});

/** A checkout, as `git clone` brings it. */
function checkout(): string {
  const at = folder();
  for (const name of ["bin", "src", "flows", "deploy", "package.json", "package-lock.json"])
    cpSync(join(project, name), join(at, name), { recursive: true });
  for (const name of ["manifest.yml", "LICENSE", ".env.example"])
    cpSync(join(project, name), join(at, name));
  cpSync(join(project, "docs/installing.md"), join(at, "docs/installing.md"));
  return at;
}

/** The next version of the same, which changes the tables. */
function nextVersion(): string {
  const at = checkout();
  const index = join(at, "src/store/migrations/index.ts");
  const further = `"9999_later": { up: async (db) => void await db.schema.createTable("later").addColumn("id", "text").execute() },\n};\n`;
  writeFileSync(index, readFileSync(index, "utf8").replace(/\};\n$/, further));
  return at;
}

function fillIn(): void {
  const { PATH, HOME, HANDRAIL_DATABASE, ...settings } = environment({
    ...{ slackApiUrl: workspace.apiUrl, botToken, appToken, folder: folder() },
    ...{ awsEndpoint: "http://127.0.0.1:9", region: "eu-west-1" },
    ...{ credentials: { accessKeyId: "practice", secretAccessKey: "practice" } },
    ...{ periodSeconds: 60, settleSeconds: 180 },
  });
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(machine.at("/etc/handrail/handrail.env"), lines.join(""));
}

/** The block of the page, with the settings filled in before its last line, as it says. */
async function install(from: string): Promise<void> {
  const lines = linesOf(section);
  for (const line of lines.slice(0, -1)) await machine.run(line, from);
  fillIn();
  await machine.run(lines.at(-1) ?? "", from);
  await machine.says("Handrail is listening");
}

/** "Copy as above": the lines of the block that bring the program. */
async function copy(from: string): Promise<void> {
  const lines = linesOf(section).filter((line) => /\/opt\/handrail/.test(line));
  for (const line of lines) await machine.run(line, from);
}

const startRun = (name: string) =>
  workspace.as("U0ADA").slash(channelId, `/runbook alb-502-keepalive ${name}`);

/** What the record holds, by the point on other commands. */
const runs = async () => {
  const [command = ""] = pointOf(section, "Other commands");
  return machine.run(command.replace(/doctor$/, "runs list"), machine.at("/etc/handrail"));
};

it("Handrail is installed, backed up, upgraded, brought back and uninstalled as the page says", async () => {
  const [old, next] = [checkout(), nextVersion()];
  await install(old);
  await startRun("before");
  const [backUp = ""] = pointOf(section, "Back up");
  await machine.run(backUp, old);
  const [backup = ""] = readdirSync(machine.at("/var/backups/"));
  // One backup is written over by no other.
  expect(backUp).toContain("$(date");

  // Upgrade, with tables that change.
  await copy(next);
  await machine.run("systemctl restart handrail", next);
  await machine.says("Handrail is listening");
  await startRun("after");

  // The old version alone refuses what the new one made, and touches nothing.
  await copy(old);
  await machine.run("systemctl restart handrail", old);
  expect(await machine.ended()).toBe(1);

  const [stop = "", ...rest] = pointOf(section, "Roll back").filter((one) =>
    one.startsWith("systemctl"),
  );
  await machine.run(stop, old);
  const record = machine.at("/var/lib/handrail/handrail.db");
  for (const end of ["", "-wal", "-shm"]) rmSync(`${record}${end}`, { force: true });
  cpSync(join(machine.at("/var/backups/"), backup), record);
  await copy(old);
  for (const line of rest) await machine.run(line, old);
  await machine.says("Handrail is listening");
  const listed = await runs();
  expect(listed).toContain("before");
  expect(listed).not.toContain("after");

  // Uninstall: nothing is left.
  const [disable = "", ...paths] = pointOf(section, "Uninstall");
  await machine.run(disable, old);
  for (const path of paths) rmSync(machine.at(path), { recursive: true, force: true });
  for (const path of ["/opt/handrail", "/etc/handrail", "/etc/systemd/system/handrail.service"])
    expect(existsSync(machine.at(path)), path).toBe(false);
}, 120_000);
