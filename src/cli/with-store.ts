import { hostname, userInfo } from "node:os";
import type { CommonConfig } from "../config/config.ts";
import type { Log } from "../engine/ports.ts";
import { StoreUnavailable } from "../run/errors.ts";
import type { HeldStore } from "../store/store.ts";
import { noRegion, type Terminal } from "./terminal.ts";

/** What somebody at the command line does to runs, every run where none is named. */
export interface AuditedCommand {
  /** As it is typed: "runs export". */
  readonly deed: string;
  readonly run?: string | undefined;
}

/**
 * Does `work` with the configured store, and closes it; `reading` looks beside the running bot and changes nothing. The audit stream
 * has it before it is done. Rejects with StoreUnavailable where it takes no line.
 */
export async function withStore(
  { config }: Terminal,
  mode: "reading" | "writing",
  command: AuditedCommand,
  work: (store: HeldStore) => Promise<void>,
): Promise<void> {
  const { openStore } = await import("../store/open.ts");
  const { openAudit } = await import("../audit/open-audit.ts");
  const { database, audit } = await config(noRegion);
  await tellOf(command, audit);
  const readOnly = mode === "reading";
  const store = await openStore(database, { clock: Date.now, log: silent, readOnly });
  const { close } = openAudit(audit, { store, clock: Date.now, log: silent });
  await work(store).finally(close).finally(store.close);
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

async function tellOf({ deed, run }: AuditedCommand, audit: CommonConfig["audit"]): Promise<void> {
  const { openAudit } = await import("../audit/open-audit.ts");
  let problem: string | undefined;
  const log: Log = {
    ...silent,
    error: (message, cause) => {
      problem = `${message}: ${cause}`;
    },
  };
  const store = { onRecorded: () => () => {} };
  const { tell, close } = openAudit(audit, { store, clock: Date.now, log });
  const where = { person: whoever(), from: hostname() };
  tell({ kind: "commanded", ...where, deed, ...(run === undefined ? {} : { run }) });
  await close();
  if (problem !== undefined)
    throw new StoreUnavailable(
      `${problem}. What is done to runs must stand there (HANDRAIL_AUDIT), so nothing was read or changed. Mend it and try again.`,
    );
}

/** The account of the machine; its number where that has no name, as in many containers. */
function whoever(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}
