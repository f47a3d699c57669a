import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, globSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { environment } from "../../lab/bot.ts";
import { writeLogFiles } from "../../lab/logs/files.ts";
import { simulateLogEntries } from "../../lab/logs/simulate-log-entries.ts";
import type { LoggedSite } from "../../lab/logs/site.ts";
import { readManifest } from "../../lab/workspace/index.ts";
import { copied, uses, words } from "../deploy/dockerfile.ts";
import { appToken, botToken, start } from "../lab/workspace/practice.ts";
import { startRunning } from "../running.ts";
import { checkout, manifestOf, packed, unpacked } from "./archive.ts";

const run = promisify(execFile);
const bin = "node_modules/.bin/handrail";

let temp: string;
let archive: string;
let elsewhere: string;
let modules: string;
let installed: string;

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), "handrail-package-"));
  elsewhere = join(temp, "elsewhere");
  modules = join(elsewhere, "node_modules");
  installed = join(modules, "handrail");
  // Made of what the Dockerfile copies, for the image is this package.
  archive = await packed(copied(), join(temp, "checkout"));
  await unpacked(archive, installed, modules);
  await mkdir(join(modules, ".bin"));
  await symlink("../handrail/bin/handrail.js", join(modules, ".bin/handrail"));
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

  it("brings along or installs all that it imports", async () => {
    const dist = join(installed, "dist");
    const files = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith(".js"));
    const texts = await Promise.all(files.map((file) => readFile(join(dist, file), "utf8")));
    const imported = new Set(texts.flatMap(packagesImported));
    expect([...imported].sort()).toEqual(["@duckdb/node-api", "@resvg/resvg-js"]);
    expect(Object.keys((await manifestOf(installed)).dependencies)).toEqual(
      expect.arrayContaining([...imported]),
    );
  });

  it("installs each dependency in the version of the checkout, and leaves the checkout as it is", async () => {
    const { dependencies } = await manifestOf(installed);
    expect((await manifestOf(checkout)).dependencies).toMatchObject(dependencies);
    expect(await readFile(join(temp, "checkout/package.json"), "utf8")).toBe(
      await readFile(join(checkout, "package.json"), "utf8"),
    );
  });

  it("holds the licence of each package whose code it brings along", async () => {
    const text = await readFile(join(installed, "THIRD-PARTY-NOTICES.txt"), "utf8");
    const { dependencies } = await manifestOf(checkout);
    const own = Object.keys((await manifestOf(installed)).dependencies);
    const bundled = Object.keys(dependencies).filter((name) => !own.includes(name));
    const missing = bundled.filter((name) => !text.includes(`\n${name} ${dependencies[name]}: `));
    // The peer of a part of Bolt that is never loaded.
    expect(missing).toEqual(["undici"]);
    // One that another package brings along.
    expect(text).toMatch(/^p-queue \d.*: MIT/m);
  });

  it("lets a flow outside of the project be written against its types", async () => {
    const flow = await readFile(join(installed, "docs/examples/hello.ts"), "utf8");
    await writeFile(join(elsewhere, "hello.ts"), flow);
    await writeFile(join(elsewhere, "package.json"), '{ "type": "module" }');
    const tsc = join(checkout, "node_modules/.bin/tsc");
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--skipLibCheck", "false"];
    await expect(run(tsc, [...options, "hello.ts"], { cwd: elsewhere })).resolves.toBeDefined();
    const hello = await run(process.execPath, ["hello.ts"], { cwd: elsewhere });
    expect(hello.stderr).toBe("");
    await writeFile(join(elsewhere, "wrong.ts"), flow.replace("quiet: ", "silent: "));
    await expect(run(tsc, [...options, "wrong.ts"], { cwd: elsewhere })).rejects.toBeDefined();
  });

  it("loads its examples as runbooks of one's own, and walks their cases", async () => {
    const flows = join(temp, "flows");
    await mkdir(flows);
    for (const name of ["hello.ts", "sqs-backlog.yaml", "sqs-backlog.test.yaml"])
      await cp(join(installed, "docs/examples", name), join(flows, name));
    const env = { HANDRAIL_FLOWS: flows };
    const handrail = (...words: string[]) =>
      run(process.execPath, [bin, "flows", ...words], { cwd: elsewhere, env });
    expect((await handrail("check")).stdout).toMatch(/^\d+ runbooks can be walked\.$/m);
    const listed = (await handrail("list")).stdout;
    expect(listed).toMatch(/^hello@1/m);
    expect(listed).toMatch(/^alb-502-keepalive@/m);
    expect((await handrail("test", "sqs-backlog")).stdout).toMatch(/^ *sqs-backlog/m);
  });

  it("reads access logs with its database", async () => {
    const logs = join(temp, "logs");
    await mkdir(logs);
    await writeLogFiles(logs, simulateLogEntries(calmSite));
    const { stdout } = await run(process.execPath, [bin, "logs", logs], { cwd: elsewhere });
    expect(stdout).toMatch(/ of \d+ requests failed with 502\.$/m);
  });

  it("ships no source, test or practice incident", async () => {
    const shipped = await readdir(installed);
    expect(shipped).toEqual(expect.arrayContaining(["LICENSE", "README.md", "manifest.yml"]));
    expect(shipped.filter((name) => /^(src|test|lab|flows|\.env)$/.test(name))).toEqual([]);
  });
});

describe("the image's files, none of which can be written", () => {
  it("run a bot that is healthy, keeps its record in the volume and ends when told", async () => {
    const [app, data] = [join(temp, "app"), await mkdtemp(join(temp, "data-"))];
    await unpacked(archive, app, join(app, "node_modules"));
    const all = globSync("**/*", { cwd: app, exclude: ["node_modules"] });
    const allow = (mode: number) => all.forEach((path) => void chmodSync(join(app, path), mode));
    allow(0o555);
    // Whoever is not root could not take them away.
    onTestFinished(() => allow(0o755));
    const [node, entry = ""] = words(uses("ENTRYPOINT")[0]);
    expect(node).toBe("node");
    const command = [entry.replace(/^\/app/, app), ...words(uses("CMD")[0])];
    const workspace = await start({ manifest: await readManifest(join(checkout, "manifest.yml")) });
    const where = { workspace, awsEndpoint: "http://127.0.0.1:9", folder: data };
    // The image's own working folder is the volume, so that nothing has to name the file.
    const bot = startRunning(where, { HANDRAIL_HEALTH_PORT: "0", HANDRAIL_DATABASE: "" }, command);
    onTestFinished(() => workspace.close());
    onTestFinished(() => void bot.kill("SIGKILL"));
    await bot.says("Handrail is listening");
    const [, port = ""] = /"port":(\d+)/.exec(bot.said()) ?? [];
    expect(healthCheck(port)).toBe(0);
    expect(globSync("*.db", { cwd: data })).toEqual(["handrail.db"]);
    bot.kill("SIGTERM");
    expect((await bot.ended).code).toBe(0);
    expect(healthCheck(port)).toBe(1);
  });
});

/** The exit code of the image's health check against a bot on this port. */
function healthCheck(port: string): number | null {
  const [, command] = /CMD (\[.*\])$/.exec(uses("HEALTHCHECK")[0] ?? "") ?? [];
  const [, ...rest] = words(command);
  return spawnSync(process.execPath, rest, { env: { HANDRAIL_HEALTH_PORT: port } }).status;
}

const calmSite: LoggedSite = {
  ...{ seed: 3, start: 1_767_225_600, seconds: 600, requestsPerSecond: 1, paths: ["/"] },
  ...{ nodes: ["10.0.0.1"], targets: ["10.0.1.1:3000"], group: "web", picks: "oldest" },
  ...{ idleSeconds: Number.POSITIVE_INFINITY, roundTripSeconds: 0.15, serviceSeconds: 0.05 },
};

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

function packagesImported(text: string): string[] {
  const statement =
    /^(?:import|export|\}) [^;"=(]*"(?<from>[^".#][^"]*)";$|\bimport\("(?<from>[^".#][^"]*)"\)/gm;
  return [...text.matchAll(statement)]
    .map(({ groups }) => groups?.from ?? "")
    .filter((from) => !isBuiltin(from))
    .map((from) => /^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? "");
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
