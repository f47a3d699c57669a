import { escapeIdentifier } from "pg";
import { openPostgres } from "../../../src/store/postgres.ts";
import { findBinaries } from "./binaries.ts";
import { order } from "./order.ts";
import { startServer } from "./server.ts";

/** A PostgreSQL server for tests, with a database of empty tables to copy; or a sentence that says why there is none. */
export type ServerOrReason =
  | {
      readonly url: string;
      readonly template: string;
    }
  | { readonly missing: string };

export interface SharedServer {
  readonly server: ServerOrReason;
  /** Ends the server, or removes what was made on one that was given. */
  readonly leave: () => Promise<void>;
}

/** Takes the server at `given`, TEST_DATABASE_URL's, or else starts one of our own. */
export async function shareServer(given: string | undefined): Promise<SharedServer> {
  if (given !== undefined && given !== "") {
    const template = await makeTemplate(given);
    const drop = `drop database ${escapeIdentifier(template)} with (force)`;
    return { server: { url: given, template }, leave: () => order(given, drop) };
  }
  const found = findBinaries();
  if ("missing" in found) return { server: found, leave: async () => {} };
  const { url, remove } = await startServer(found.folder);
  return { server: { url, template: await makeTemplate(url) }, leave: remove };
}

async function makeTemplate(url: string): Promise<string> {
  const template = `handrail_template_${process.pid}`;
  await order(url, `create database ${escapeIdentifier(template)}`);
  const its = new URL(url);
  its.pathname = template;
  const log = { warn: () => {} };
  await (await openPostgres({ url: its.href, clock: Date.now, log })).close();
  return template;
}
