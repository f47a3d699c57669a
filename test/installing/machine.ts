import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ofThisMachine } from "../../lab/bot.ts";
import { project } from "./page.ts";

/**
 * A machine for the commands of docs/installing.md: a folder stands for its root, and of systemd there is what a unit says: its
 * environment, folders and program. Everything else is really run.
 */
export interface Machine {
  /** Where a path of the page is here. */
  readonly at: (path: string) => string;
  /** Runs one command as the page has it; rejects with what it said where it failed. */
  readonly run: (line: string, cwd: string) => Promise<string>;
  /** Resolves once the unit's program said this since it was started last. */
  readonly says: (words: string) => Promise<void>;
  /** How the unit's program ended. */
  readonly ended: () => Promise<number | null>;
  readonly close: () => void;
}

export function openMachine(root: string): Machine {
  for (const folder of ["opt", "etc/systemd/system", "var/lib", "var/backups", "bin"])
    mkdirSync(join(root, folder), { recursive: true });
  const at = (path: string) => path.replaceAll(/(?<![\w.-])\/(opt|etc|var)(?=\/)/g, `${root}/$1`);
  standIns(join(root, "bin"));
  const unit = createUnit(at);
  return {
    at,
    run: async (line, cwd) => {
      const [program, ...words] = line.split(" ");
      if (program === "systemctl") return unit.control(words);
      const env = { ...ofThisMachine(), PATH: `${root}/bin:${process.env.PATH}`, HOME: root };
      const asked: { line: string; env?: object } =
        program === "systemd-run" ? transient(at(line)) : { line: at(line) };
      const child = spawn("bash", ["-euo", "pipefail", "-c", asked.line], {
        ...{ cwd, stdio: ["ignore", "pipe", "pipe"], ...asked, env: { ...env, ...asked.env } },
      });
      const [out, error, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, "close"),
      ]);
      if (code !== 0) throw new Error(`${line} ended with ${code}: ${error}`);
      return out;
    },
    says: unit.says,
    ended: unit.ended,
    close: unit.kill,
  };
}

/** The command of a unit of its own, with what its properties say of settings and folder. */
function transient(line: string) {
  const words = line.split(" ");
  const from = words.findIndex((word, at) => at > 0 && !word.startsWith("-"));
  const of = (name: string) =>
    words.find((word) => word.startsWith(`--property=${name}=`))?.split("=")[2] ?? "";
  return {
    line: words.slice(from).join(" "),
    cwd: of("WorkingDirectory"),
    env: settingsIn(of("EnvironmentFile")),
  };
}

/** npm brings the packages that are here already; sqlite3 is Node's own where a machine has none. */
function standIns(folder: string): void {
  const npm = `#!/bin/sh
while [ $# -gt 1 ]; do shift; done
[ -d "$1" ] || set -- .
ln -sfn '${join(project, "node_modules")}' "$1/node_modules"
`;
  const sqlite = `#!/bin/sh
exec '${process.execPath}' --no-warnings -e 'new (require("node:sqlite").DatabaseSync)(process.argv[1]).exec(process.argv[2])' "$@"
`;
  symlinkSync(process.execPath, join(folder, "node"));
  for (const [name, script] of Object.entries({ npm, sqlite3: sqlite })) {
    writeFileSync(join(folder, name), script);
    chmodSync(join(folder, name), 0o755);
  }
}

/** What systemd does with the unit of the page. */
function createUnit(at: Machine["at"]) {
  let child: ChildProcess | undefined;
  let heard = "";
  const start = () => {
    const unit = readFileSync(at("/etc/systemd/system/handrail.service"), "utf8");
    const of = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(unit)?.[1] ?? "";
    const cwd = at(of("WorkingDirectory"));
    mkdirSync(at(`/var/lib/${of("StateDirectory")}`), { recursive: true });
    const [, ...words] = of("ExecStart").split(" ");
    const env = { ...ofThisMachine(), HOME: cwd, ...settingsIn(at(of("EnvironmentFile"))) };
    heard = "";
    const bot = spawn(process.execPath, words.map(at), {
      ...{ cwd, env, stdio: ["ignore", "ignore", "pipe"] },
    });
    bot.stderr?.setEncoding("utf8").on("data", (part: string) => {
      heard += part;
      bot.emit("said");
    });
    child = bot;
  };
  const stop = async () => {
    const bot = child;
    if (bot === undefined || bot.exitCode !== null) return;
    const ended = once(bot, "close");
    bot.kill("SIGTERM");
    await ended;
  };
  return {
    control: async (words: readonly string[]): Promise<string> => {
      const [verb = "", ...more] = words;
      if (["stop", "restart", "disable"].includes(verb)) await stop();
      if (["start", "restart"].includes(verb) || more.includes("--now") !== (verb === "disable"))
        if (verb !== "disable") start();
      return "";
    },
    says: async (words: string) => {
      while (!heard.includes(words)) {
        if (child?.exitCode !== null) throw new Error(`It ended: ${heard}`);
        await once(child, "said");
      }
    },
    ended: async () => {
      if (child?.exitCode !== null) return child?.exitCode ?? null;
      const [code] = await once(child, "close");
      return code;
    },
    kill: () => void child?.kill("SIGKILL"),
  };
}

/** A file of settings as systemd reads one: the last of a name counts. */
const settingsIn = (path: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => /^[A-Z_]+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
