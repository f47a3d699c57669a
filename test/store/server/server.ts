import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { roomyMemory } from "../roomy-memory.ts";
import { copyBinaries } from "./binaries.ts";
import { sharedFolder } from "./shared-folder.ts";

/** A PostgreSQL server of our own on the loopback, with everything of it in a temporary folder. */
export interface Server {
  /** Its database "postgres", as the superuser. */
  readonly url: string;
  /** Starts it again on the same port after `halt` or `kill`. */
  readonly start: () => Promise<void>;
  /** Ends it as an administrator would: everyone is sent away. */
  readonly halt: () => Promise<void>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Ends it and removes its folder. */
  readonly remove: () => Promise<void>;
}

const user = "handrail";
const password = "practice only";

/** Makes and starts a server from the programs in `binaries`. */
export async function startServer(binaries: string): Promise<Server> {
  const folder = await sharedFolder("handrail-postgres-");
  const data = await sharedFolder("handrail-postgres-data-", roomyMemory());
  const guard = guarded(data, folder);
  const port = await freePort();
  const url = `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const owner = await ownerOf(data);
  const program = (name: string, flags: readonly string[]) =>
    spawn(join(folder, "native", "bin", name), flags, {
      ...owner,
      cwd: folder,
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "ignore", "pipe"],
    });
  let running: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (running?.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, "close");
    running.kill(signal);
    await ended;
  };
  const server: Server = {
    url,
    start: async () => {
      running = program("postgres", ["-D", data, ...settings(port)]);
      await answering(url, running);
    },
    halt: () => end("SIGINT"),
    kill: () => end("SIGQUIT"),
    remove: async () => {
      await end("SIGQUIT");
      await guard.dismiss();
    },
  };
  try {
    await copyBinaries(binaries, join(folder, "native"));
    await initialised(program, folder, data);
    await server.start();
    return server;
  } catch (thrown) {
    await server.remove();
    throw thrown;
  }
}

/** Ends the server and removes its folders also when we are killed; apart from us, so that it is not killed with us. */
function guarded(...folders: readonly string[]) {
  const guard = spawn(process.execPath, [join(import.meta.dirname, "guard.ts"), ...folders], {
    stdio: ["pipe", "ignore", "inherit"],
    detached: true,
  });
  return {
    dismiss: async (): Promise<void> => {
      const ended = once(guard, "close");
      guard.stdin.end();
      await ended;
    },
  };
}

type Program = (name: string, flags: readonly string[]) => ChildProcess;

async function initialised(program: Program, folder: string, data: string): Promise<void> {
  const secret = join(folder, "password");
  await writeFile(secret, password, { mode: 0o644 });
  const flags = ["-D", data, "-U", user, "--pwfile", secret, "--no-sync"];
  const locale = ["--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale"];
  const process = program("initdb", [...flags, ...locale]);
  const complaint = text(process);
  const [code] = await once(process, "close");
  if (code !== 0) throw new Error(`PostgreSQL could not be set up: ${await complaint}`);
}

function settings(port: number): readonly string[] {
  const set = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    shared_buffers: "32MB",
    // In the folder, so that nothing is left behind however it ends.
    dynamic_shared_memory_type: "mmap",
    // It dies with the tests, but it must still order its commits as a real one.
    fsync: "off",
    full_page_writes: "off",
    wal_level: "minimal",
    max_wal_senders: 0,
    max_wal_size: "256MB",
    autovacuum: "off",
    jit: "off",
  };
  return Object.entries(set).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Resolves once the server lets us in. */
async function answering(url: string, process: ChildProcess): Promise<void> {
  const complaint = text(process);
  while (process.exitCode === null) {
    const client = new Client({ connectionString: url });
    client.on("error", () => {});
    try {
      await client.connect();
      return;
    } catch {
      await setTimeout(20);
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw new Error(`PostgreSQL did not start: ${await complaint}`);
}

async function text({ stderr }: ChildProcess): Promise<string> {
  let all = "";
  for await (const some of stderr ?? []) all += some;
  return all;
}

/** PostgreSQL refuses to run as root, as whom containers run tests: then it runs as nobody, who is given the data. */
async function ownerOf(data: string): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const line = (await readFile("/etc/passwd", "utf8"))
    .split("\n")
    .find((it) => /^nobody:/.test(it));
  const [, , uid, gid] = line?.split(":").map(Number) ?? [];
  if (uid === undefined || gid === undefined) throw new Error("There is no user nobody here.");
  await chown(data, uid, gid);
  return { uid, gid };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("No port is free.");
  return address.port;
}
