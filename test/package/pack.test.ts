import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environment } from "../../lab/bot.ts";
import { readManifest } from "../../lab/workspace/index.ts";
import { appToken, botToken, start } from "../lab/workspace/practice.ts";

const run = promisify(execFile);
const checkout = join(import.meta.dirname, "../..");
const bin = "node_modules/.bin/handrail";

let temp: string;
let elsewhere: string;

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), "handrail-package-"));
  elsewhere = join(temp, "elsewhere");
  await install(await pack());
}, 120_000);

afterAll(() => rm(temp, { recursive: true, force: true }));

describe("the package, installed elsewhere", () => {
  it("prints its help", async () => {
    const { stdout } = await run(process.execPath, [bin, "--help"], { cwd: elsewhere });
    expect(stdout).toMatch(/^Usage: handrail/m);
  });

  it("names the Node version it needs when Node is older", async () => {
    const [node, ...options] = await olderNode();
    const failed = await run(node, [...options, bin, "--help"], { cwd: elsewhere }).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining("needs Node 24") });
  });

  it("reads a configuration in its thread", async () => {
    await writeFile(join(elsewhere, "nginx.conf"), "http { keepalive_timeout 75s; }");
    const { stdout } = await run(
      process.execPath,
      [bin, "keepalive", "read", "nginx.conf", "--idle-timeout", "60"],
      {
        cwd: elsewhere,
      },
    );
    expect(stdout).toMatch(/^nginx .*75 s/);
  });

  it("starts the bot, with the settings of .env where it is started", async () => {
    const workspace = await start({ manifest: await readManifest(join(checkout, "manifest.yml")) });
    const home = await mkdtemp(join(temp, "home-"));
    await writeFile(join(home, ".env"), settings(workspace.apiUrl, home));
    const bot = spawn(process.execPath, [join(elsewhere, bin), "start"], {
      ...{ cwd: home, env: {}, stdio: ["ignore", "ignore", "pipe"] },
    });
    const ended = once(bot, "close");
    for await (const line of createInterface(bot.stderr))
      if (line.includes("Handrail is listening")) bot.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    await workspace.close();
  });

  it("imports only what it installs", async () => {
    const dist = join(elsewhere, "node_modules/handrail/dist");
    const files = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith(".js"));
    const texts = await Promise.all(files.map((file) => readFile(join(dist, file), "utf8")));
    const imported = new Set(texts.flatMap(packagesImported));
    expect(imported).toContain("xstate");
    const installed = Object.keys((await manifest()).dependencies);
    expect(installed).toEqual(expect.arrayContaining([...imported]));
  });

  it("lets a flow outside of the project be written against its types", async () => {
    const flow = await readFile(join(checkout, "docs/examples/hello.ts"), "utf8");
    await writeFile(join(elsewhere, "hello.ts"), flow.replace("#flow", "handrail/flow"));
    await writeFile(join(elsewhere, "package.json"), '{ "type": "module" }');
    const tsc = join(checkout, "node_modules/.bin/tsc");
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--skipLibCheck"];
    await expect(run(tsc, [...options, "hello.ts"], { cwd: elsewhere })).resolves.toBeDefined();
    const hello = await run(process.execPath, ["hello.ts"], { cwd: elsewhere });
    expect(hello.stderr).toBe("");
  });

  it("ships no source, test or practice incident", async () => {
    const shipped = await readdir(join(elsewhere, "node_modules/handrail"));
    expect(shipped).toEqual(expect.arrayContaining(["LICENSE", "README.md", "manifest.yml"]));
    expect(shipped.filter((name) => /^(src|test|lab|flows|\.env)$/.test(name))).toEqual([]);
  });
});

/** The lines of an .env for a practice workspace, and an AWS where nobody answers. */
function settings(slackApiUrl: string, home: string): string {
  const { PATH, HOME, ...given } = environment({
    ...{ slackApiUrl, folder: home, botToken, appToken, awsEndpoint: "http://127.0.0.1:9" },
    ...{
      region: "eu-west-1",
      credentials: { accessKeyId: "practice", secretAccessKey: "practice" },
    },
    ...{ periodSeconds: 1, settleSeconds: 0 },
  });
  const lines = Object.entries(given).map(([name, value]) => `${name}=${value}\n`);
  return lines.join("");
}

/** Packs a copy of the checkout, so that the checkout stays as it is. Returns the archive. */
async function pack(): Promise<string> {
  const copy = join(temp, "checkout");
  const left = ["node_modules", ".git", "dist", "lab", "test"];
  await mkdir(copy);
  for (const name of (await readdir(checkout)).filter((name) => !left.includes(name))) {
    await cp(join(checkout, name), join(copy, name), { recursive: true });
  }
  await symlink(join(checkout, "node_modules"), join(copy, "node_modules"));
  await run("npm", ["pack", "--silent", "--pack-destination", temp], { cwd: copy });
  const { name, version } = await manifest();
  return join(temp, `${name}-${version}.tgz`);
}

/** What `npm install` would do, without a registry: the checkout lends the dependencies, and no others. */
async function install(archive: string) {
  const modules = join(elsewhere, "node_modules");
  await mkdir(join(modules, ".bin"), { recursive: true });
  await run("tar", ["-xzf", archive, "-C", modules]);
  await run("mv", [join(modules, "package"), join(modules, "handrail")]);
  await symlink("../handrail/bin/handrail.js", join(modules, ".bin/handrail"));
  for (const name of Object.keys((await manifest()).dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(checkout, "node_modules", name), join(modules, name));
  }
}

function packagesImported(text: string): string[] {
  const statement = /^(?:import|export|\}) [^;"=(]*"(?<from>[^".#][^"]*)";$/gm;
  return [...text.matchAll(statement)]
    .map(({ groups }) => groups?.from ?? "")
    .filter((from) => !from.startsWith("node:"))
    .map((from) => /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? "");
}

async function manifest(): Promise<{
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}> {
  return JSON.parse(await readFile(join(checkout, "package.json"), "utf8"));
}

/** The machine's own Node where it is older than 24; else this one, made to say that it is. */
async function olderNode(): Promise<[string, ...string[]]> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const node = join(folder, "node");
    const version = await run(node, ["--version"]).catch(() => ({ stdout: "v24" }));
    if (Number.parseInt(version.stdout.slice(1), 10) < 24) return [node];
  }
  const older = 'Object.defineProperty(process, "versions", { value: { node: "20.0.0" } })';
  return [process.execPath, "--import", `data:text/javascript,${encodeURIComponent(older)}`];
}
