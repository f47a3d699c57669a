import { Client } from "pg";
import { BadConfig } from "../../run/errors.ts";

/** Where a PostgreSQL database is: the address to connect to, and its name for people, which holds no password. */
export interface DatabaseAddress {
  readonly url: string;
  readonly called: string;
}

/** Reads an address such as postgres://user:password@host:5432/name. Throws BadConfig, which never repeats what was given. */
export function readDatabaseAddress(url: string): DatabaseAddress {
  try {
    const { host, port, database } = new Client({ connectionString: url });
    // A / in the password makes what follows it look like the database's name.
    if (/[@/]/.test(database ?? "")) throw new Error("This is not the name of a database.");
    const place = host.startsWith("/") ? host : `${host}:${port}`;
    return { url, called: `${database ?? "postgres"} at ${place}` };
  } catch (thrown) {
    const file = fileIn(thrown);
    if (file !== undefined)
      throw new BadConfig(
        `The file ${file}, which DATABASE_URL or DATABASE_DIRECT_URL names as a certificate or key, cannot be read.`,
      );
    // The cause is left out: it quotes the address with its password.
    throw new BadConfig(
      "DATABASE_URL or DATABASE_DIRECT_URL cannot be read as an address such as " +
        "postgres://user:password@host:5432/name. Characters like @, / and # in a password must be percent-encoded.",
    );
  }
}

/** The file that could not be read; undefined for every other failure. */
function fileIn(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !("path" in thrown)) return undefined;
  return typeof thrown.path === "string" ? thrown.path : undefined;
}
