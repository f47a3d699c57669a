import type { Clock, Log } from "../engine/ports.ts";
import type { HeldStore } from "./store.ts";

/** Which database keeps the runs. */
export type ChosenDatabase =
  | { readonly kind: "sqlite"; readonly path: string }
  | {
      readonly kind: "postgres";
      readonly url: string;
      readonly directUrl?: string | undefined;
      readonly connections: number;
    };

export interface StoreSurroundings {
  readonly clock: Clock;
  readonly log: Pick<Log, "warn">;
  /** Only looks, beside the processes that write: every change is refused with StoreUnavailable. */
  readonly readOnly?: boolean;
  /** How long a server that cannot be reached is waited for, in milliseconds; not at all when absent. */
  readonly reachMs?: number;
}

/** Opens the store in the database of your choice, and loads what that needs. Rejects with StoreUnavailable or BadConfig when it cannot be had. */
export async function openStore(
  chosen: ChosenDatabase,
  { log, reachMs, ...more }: StoreSurroundings,
): Promise<HeldStore> {
  switch (chosen.kind) {
    case "sqlite":
      return (await import("./sqlite.ts")).openSqlite({ path: chosen.path, ...more });
    case "postgres": {
      const { url, directUrl, connections } = chosen;
      const { openPostgres } = await import("./postgres.ts");
      return openPostgres({ url, directUrl, connections, log, reachMs, ...more });
    }
    default:
      throw new Error(`Unknown database: ${JSON.stringify(chosen satisfies never)}`);
  }
}
