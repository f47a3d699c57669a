import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { order } from "./order.ts";
import { freePort } from "./server.ts";
import { sharedFolder } from "./shared-folder.ts";

/** PgBouncer in transaction mode in front of a PostgreSQL server. */
export interface Pooler {
  /** The address of a database of that server, by way of the pooler. */
  readonly way: (url: string) => string;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
  /** Starts it, on the same port each time. */
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** The program that Debian's package installs; undefined where it is not there. */
export const pgbouncer = ["pgbouncer", "/usr/sbin/pgbouncer"].find(
  (program) => spawnSync(program, ["--version"]).status === 0,
);

/** Starts one that lets `connections` transactions of a database go on at once. */
export async function startPooler(server: string, connections: number): Promise<Pooler> {
  const folder = await sharedFolder("handrail-pgbouncer-");
  const port = await freePort();
  const { username, password } = new URL(server);
  await writeFile(join(folder, "users"), `"${username}" "${decodeURIComponent(password)}"\n`);
  await writeFile(join(folder, "pgbouncer.ini"), settings(server, port, connections));
  const way = (url: string) => Object.assign(new URL(url), { port: String(port) }).href;
  let running: ChildProcess | undefined;
  const kill = async () => {
    if (running === undefined || running.exitCode !== null) return;
    const ended = once(running, "close");
    running.kill("SIGKILL");
    await ended;
    running = undefined;
  };
  const start = async () => {
    // It refuses to run as root, as whom containers run tests.
    const owner = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
    const flags = [...owner, "-q", "pgbouncer.ini"];
    running = spawn(pgbouncer ?? "pgbouncer", flags, { cwd: folder, stdio: "ignore" });
    await answering(way(server), running);
  };
  await start();
  const remove = () => kill().then(() => rm(folder, { recursive: true }));
  return { way, kill, start, remove };
}

function settings(server: string, port: number, connections: number): string {
  const { hostname, port: itsPort } = new URL(server);
  return [
    "[databases]",
    `* = host=${hostname} port=${itsPort}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = plain",
    "auth_file = users",
    "pool_mode = transaction",
    `default_pool_size = ${connections}`,
    "max_client_conn = 200",
    "",
  ].join("\n");
}

/** Resolves once the pooler lets us through. */
async function answering(url: string, process: ChildProcess): Promise<void> {
  while (process.exitCode === null) {
    try {
      return await order(url, "select 1");
    } catch {
      await setTimeout(20);
    }
  }
  throw new Error("PgBouncer did not start.");
}
