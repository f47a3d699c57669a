import { openStore } from "../store/open.ts";
import type { HeldStore } from "../store/store.ts";
import { noRegion, type Terminal } from "./terminal.ts";

/** Does `work` with the configured store, and closes it; `reading` looks beside the running bot and changes nothing. */
export async function withStore(
  { config }: Terminal,
  mode: "reading" | "writing",
  work: (store: HeldStore) => Promise<void>,
): Promise<void> {
  const log = { warn: () => {} };
  const readOnly = mode === "reading";
  const store = await openStore(config(noRegion).database, { clock: Date.now, log, readOnly });
  await work(store).finally(store.close);
}
