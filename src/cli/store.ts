import type { HeldStore } from "../store/store.ts";
import { noRegion, type Terminal } from "./terminal.ts";

/** Does `work` with the configured store, and closes it; `reading` looks beside the running bot and changes nothing. */
export async function withStore(
  { config }: Terminal,
  mode: "reading" | "writing",
  work: (store: HeldStore) => Promise<void>,
): Promise<void> {
  const { openStore } = await import("../store/open.ts");
  const { database } = await config(noRegion);
  const log = { warn: () => {} };
  const readOnly = mode === "reading";
  const store = await openStore(database, { clock: Date.now, log, readOnly });
  await work(store).finally(store.close);
}
