import { Client } from "pg";
import type { DatabaseAddress } from "./address.ts";

/** A connection of its own over which replicas tell each other that there is work. */
export interface NotifyConnection {
  /** Tells the others; asked while it is telling, it tells once more. */
  readonly tell: () => void;
  /** Resolves when the connection is broken or closed. */
  readonly ended: Promise<void>;
}

const channel = "handrail_work";

/**
 * Opens a connection that calls `heard` when another process told; `signal` closes it. NOTIFY has a connection of its own because
 * inside the transactions that it speaks of it would make all commits queue for one lock.
 */
export async function openNotifyConnection(
  address: DatabaseAddress,
  heard: () => void,
  signal: AbortSignal,
): Promise<NotifyConnection> {
  const client = new Client({
    connectionString: address.url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: "handrail wake",
  });
  const ended = new Promise<void>((resolve) => client.once("end", () => resolve()));
  const close = () => void client.end().catch(() => {});
  // What breaks the connection also ends it; unheard, the event would end the process.
  client.on("error", close);
  const own = await connected(client, close);
  client.on("notification", ({ processId }) => {
    if (processId !== own) heard();
  });
  if (signal.aborted) close();
  signal.addEventListener("abort", close, { once: true });
  ended.then(() => signal.removeEventListener("abort", close));
  return { tell: telling(client), ended };
}

/** Connects and listens; resolves with the server's number of this connection. */
async function connected(client: Client, close: () => void): Promise<number> {
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    return rows[0]?.pid ?? 0;
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function telling(client: Client): () => void {
  let speaking = false;
  let again = false;
  const tell = async (): Promise<void> => {
    again = speaking;
    if (speaking) return;
    speaking = true;
    // One that does not get through is made up for by the others' looking.
    await client.query(`notify ${channel}`).catch(() => {});
    speaking = false;
    if (again) await tell();
  };
  return () => void tell();
}
