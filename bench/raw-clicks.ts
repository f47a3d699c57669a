import { randomUUID } from "node:crypto";
import { Pool, type PoolClient } from "pg";

// What a click costs PostgreSQL and pg at least: its statements, prepared, in a transaction, over ten connections. Prints how many a second.
const connections = 10;
const runs = 20;
const until = performance.now() + Number(process.env.SECONDS) * 1_000;
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: connections });
let done = 0;

const statements = {
  delivery: "insert into deliveries (id, run, at) values ($1, $2, $3) on conflict (id) do nothing",
  moved: "update runs set revision = revision + 1 where id = $1 returning revision",
  last: "select previous, event, salt, struck from events where run = $1 and revision = $2",
  event: "insert into events (run, revision, event, previous, salt) values ($1, $2, $3, $4, $5)",
  show: "update effects set wanted = wanted + 1, due = least(due, $2) where run = $1 and key = 'show'",
  remind: "update effects set wanted = wanted + 1, due = $2 where run = $1 and key like 'remind %'",
} as const;

async function click(client: PoolClient, run: string): Promise<void> {
  const ask = (name: keyof typeof statements, ...values: readonly unknown[]) =>
    client.query({ name, text: statements[name], values: [...values] });
  await client.query("begin");
  await ask("delivery", randomUUID(), run, Date.now());
  const { rows } = await ask("moved", run);
  const revision = Number(rows[0]?.revision);
  await ask("last", run, revision - 1);
  await ask("event", run, revision, JSON.stringify({ kind: "noted", text: "x" }), "x", "x");
  await ask("show", run, Date.now());
  await ask("remind", run, Date.now());
  await client.query("commit");
}

await Promise.all(
  Array.from({ length: connections }, async (_, nth) => {
    const client = await pool.connect();
    for (let turn = nth; performance.now() < until; turn += connections) {
      await click(client, `raw-${turn % runs}`);
      done += 1;
    }
    client.release();
  }),
);
await pool.end();
process.stdout.write(String(done / Number(process.env.SECONDS)));
