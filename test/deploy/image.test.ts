import { spawnSync } from "node:child_process";
import { chmodSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readManifest, type Workspace } from "../../lab/workspace/index.ts";
import { start } from "../lab/workspace/practice.ts";
import { packed, unpacked } from "../package/archive.ts";
import { type Running, startRunning } from "../running.ts";
import { folders } from "../store/folder.ts";

const project = join(import.meta.dirname, "../..");
const dockerfile = readFileSync(join(project, "Dockerfile"), "utf8");
/** What stands behind each use of an instruction in the last stage, lines that go on joined. */
const last = dockerfile.slice(dockerfile.lastIndexOf("\nFROM ")).replaceAll("\\\n", "");
const uses = (instruction: string) =>
  [...last.matchAll(new RegExp(`^${instruction} +(.*)$`, "gm"))].map(([, rest]) => rest ?? "");
const words = (json: string | undefined): string[] => JSON.parse(json ?? "[]");

describe("the Dockerfile", () => {
  it("has no fault that a linter finds", () => {
    expect(validate(dockerfile).map(({ message }) => message)).toEqual([]);
    const faulty = validate(dockerfile.replace("USER 1000", "USR 1000"));
    expect(faulty.length).toBeGreaterThan(0);
  });

  it("installs what the lock says, keeps what is needed at run time alone, and lets no package run a script", () => {
    expect(dockerfile).toMatch(/^RUN npm ci --ignore-scripts /m);
    expect(dockerfile).toMatch(/ npm prune --omit=dev --ignore-scripts /);
    expect(uses("COPY")).toEqual(["--from=package /app ./"]);
  });

  it("runs as nobody special, by number", () => {
    expect(uses("USER")).toEqual(["1000:1000"]);
  });

  it("sends the build no file that may hold a secret, and every one that is copied", () => {
    const lines = readFileSync(join(project, ".dockerignore"), "utf8").split("\n");
    const [everything, ...kept] = lines.filter((line) => line !== "" && !line.startsWith("#"));
    expect(everything).toBe("*");
    const sent = kept.map((line) => line.replace(/^!/, ""));
    expect(sent).not.toContain(".env");
    expect(sent).toEqual(expect.arrayContaining(copied()));
  });
});

describe("the image's files, none of which can be written", () => {
  const folder = folders();
  let workspace: Workspace;
  let bot: Running | undefined;

  beforeEach(async () => {
    workspace = await start({ manifest: await readManifest(join(project, "manifest.yml")) });
  });
  afterEach(async () => {
    bot?.kill("SIGKILL");
    await workspace.close();
  });

  it("run a bot that is healthy, keeps its record in the volume and ends when told", async () => {
    const [app, data] = [await image(folder(), folder()), folder()];
    const [node, entry = ""] = words(uses("ENTRYPOINT")[0]);
    expect(node).toBe("node");
    const command = [entry.replace(/^\/app/, app), ...words(uses("CMD")[0])];
    const where = { workspace, awsEndpoint: "http://127.0.0.1:9", folder: data };
    // The image's own working folder is the volume, so that nothing has to name the file.
    bot = startRunning(where, { HANDRAIL_HEALTH_PORT: "0", HANDRAIL_DATABASE: "" }, command);
    await bot.says("Handrail is listening");
    const [, port = ""] = /"port":(\d+)/.exec(bot.said()) ?? [];
    expect(healthCheck(port)).toBe(0);
    expect(globSync("*.db", { cwd: data })).toEqual(["handrail.db"]);
    bot.kill("SIGTERM");
    expect((await bot.ended).code).toBe(0);
    expect(healthCheck(port)).toBe(1);
  });
});

/** The paths of the checkout that the build copies. */
function copied(): string[] {
  const lines = dockerfile.matchAll(/^COPY +(?!--from)(.*)$/gm);
  return [...lines].flatMap(([, paths = ""]) => paths.split(" ").slice(0, -1));
}

/** The folder /app as the Dockerfile makes it, of which nobody may write a file. */
async function image(build: string, app: string): Promise<string> {
  const archive = await packed(copied(), join(build, "build"));
  await unpacked(archive, app, join(app, "node_modules"));
  for (const path of globSync("**/*", { cwd: app, exclude: ["node_modules"] }))
    chmodSync(join(app, path), 0o555);
  return app;
}

/** The exit code of the image's health check against a bot on this port. */
function healthCheck(port: string): number | null {
  const [, command] = /CMD (\[.*\])$/.exec(uses("HEALTHCHECK")[0] ?? "") ?? [];
  const [, ...rest] = words(command);
  return spawnSync(process.execPath, rest, { env: { HANDRAIL_HEALTH_PORT: port } }).status;
}
