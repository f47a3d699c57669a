import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Query } from "./ledger.ts";
import type { Options } from "./options.ts";
import { startPostgres } from "./postgres.ts";

/** Where the bots keep their runs. */
export interface Database {
  /** What the bots' environment says of it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Ends it as an administrator or as a power cut would and starts it again, where it is a server. */
  readonly restart?: (how: "halt" | "kill") => Promise<void>;
  readonly query: Query;
}

/** Makes an empty database in the folder; `parts` ends it. */
export async function openDatabase(
  { store, pooler }: Pick<Options, "store" | "pooler">,
  folder: string,
  parts: AsyncDisposableStack,
): Promise<Database> {
  switch (store) {
    case "sqlite":
      return sqliteIn(folder);
    case "postgres":
      return startPostgres(pooler, parts);
    default:
      return store satisfies never;
  }
}

function sqliteIn(folder: string): Database {
  const path = join(folder, "handrail.db");
  return {
    environment: { HANDRAIL_DATABASE: path },
    query: async (statement) => {
      using database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
      return database.prepare(statement).all();
    },
  };
}
