import { execFile, spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { measureCommand } from "../../src/alb/links/measure-command.ts";
import type { At, Case, Program } from "./case.ts";

/** A server that has been started, in a folder of its own. */
export interface Started extends At {
  readonly stop: () => Promise<void>;
}

/** Writes its files, starts it and waits until it listens. Rejects with what it printed, or with how to install it. */
export async function start(one: Case): Promise<Started> {
  const path = await pathOf(one.program);
  const at = { port: await freePort(), folder: await mkdtemp(join(tmpdir(), "handrail-server-")) };
  // Some servers give up root before they read their pages.
  await chmod(at.folder, 0o755);
  for (const [name, text] of Object.entries(one.files(at))) {
    await writeFile(join(at.folder, name), text);
  }
  const { args, env = {} } = one.start(at);
  const options = { cwd: at.folder, env: { ...cleanEnvironment(at), ...env } };
  const child = spawn(path, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      printed = `${printed}${chunk}`.slice(-4_000);
    });
  }
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    child.kill("SIGTERM");
    const killing = setTimeout(() => child.kill("SIGKILL"), 3_000);
    await gone.finally(() => clearTimeout(killing));
    await rm(at.folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([listens(at.port), gone.then(() => Promise.reject(new Error(printed)))]);
    return { ...at, stop };
  } catch (error) {
    await stop();
    throw new Error(`${one.name} did not start: ${printed}`, { cause: error });
  }
}

/** The program's path. Rejects with how to install it: a server that is not there is not passed over. */
export async function pathOf({ name, find, install }: Program): Promise<string> {
  const path = await find();
  if (path === undefined) throw new Error(`${name} is not here. Install it: ${install}`);
  return path;
}

/** What the line for a shell prints that a responder pastes. */
export async function shellMeasurement(port: number): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", ["-c", measureCommand(port)]);
  return stdout;
}

const cleanEnvironment = ({ folder }: At) => ({
  PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: folder,
  LANG: "C.UTF-8",
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const isOpen = await new Promise<boolean>((tell) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => tell(true)).once("error", () => tell(false));
      socket.once("close", () => tell(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await pause(100);
  }
  throw new Error("It does not listen after 30 s.");
}
