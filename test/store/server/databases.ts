import { Client, escapeIdentifier } from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import type { ServerOrReason } from "./shared-server.ts";

/** Empty databases on the tests' PostgreSQL server. */
export interface Databases {
  /** Makes one with Handrail's tables; resolves with its address. */
  readonly make: () => Promise<string>;
  /** Makes one without anything in it. */
  readonly makeBare: () => Promise<string>;
  /** Removes all rows of one with Handrail's tables. */
  readonly empty: (url: string) => Promise<void>;
}

/** Whether there can be a PostgreSQL server here; asking has it started. */
const shared: ServerOrReason = JSON.parse(await (await fetch(inject("postgres"))).text());
export const missing = "missing" in shared;
/** The server's own database, where its administrator speaks to it. */
export const server = "url" in shared ? shared.url : "";

let made = 0;

/** Databases for a test file, removed when it is over. */
export function databases(): Databases {
  const left = new Set<string>();
  // Kept, for to connect takes longer than to empty.
  const hands = new Map<string, Promise<Client>>();
  let admin: Client;
  beforeAll(async () => {
    admin = new Client({ connectionString: server });
    await admin.connect();
  });
  afterAll(async () => {
    for (const hand of hands.values()) await (await hand).end();
    for (const url of left) await drop(url);
    await admin.end();
  });

  async function create(template: string): Promise<string> {
    const name = `handrail_test_${process.pid}_${++made}`;
    await admin.query(`create database ${escapeIdentifier(name)} template ${template}`);
    const url = new URL(server);
    url.pathname = name;
    left.add(url.href);
    return url.href;
  }

  async function drop(url: string): Promise<void> {
    const name = new URL(url).pathname.slice(1);
    await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  }

  async function handTo(url: string): Promise<Client> {
    const hand = new Client({ connectionString: url });
    await hand.connect();
    return hand;
  }

  async function empty(url: string): Promise<void> {
    const hand = hands.get(url) ?? handTo(url);
    hands.set(url, hand);
    await (await hand).query(emptying);
  }

  return {
    make: () => create(escapeIdentifier("template" in shared ? shared.template : "")),
    makeBare: () => create("template0"),
    empty,
  };
}

// By deleting: to truncate makes some fifty files anew, each time. Nothing is held to what it refers to meanwhile.
const emptying = `do $$ declare one text; begin
  set local session_replication_role = replica;
  for one in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
    execute format('delete from %I', one);
  end loop;
end $$`;
