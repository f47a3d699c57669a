import { Client } from "pg";

/** Does something in the database at `url`, over a connection of its own. */
export async function order(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
