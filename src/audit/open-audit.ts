import { createAuditWriter, type HashedEvent, type TellAudit } from "../engine/audit.ts";
import type { Clock, Log } from "../engine/ports.ts";
import { openAuditFile } from "./audit-file.ts";
import { openSyslog } from "./syslog.ts";

export type Destination =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "syslog"; readonly host: string; readonly port: number };

interface Parts {
  /** Whose commits are told. */
  readonly store: {
    readonly onRecorded: (listener: (recorded: HashedEvent) => void) => () => void;
  };
  readonly clock: Clock;
  readonly log: Log;
}

/** The audit stream, which is told of every event that is committed; without a destination nothing is written. */
export function openAudit(
  destination: Destination | undefined,
  { store, clock, log }: Parts,
): { readonly tell: TellAudit; readonly close: () => Promise<void> } {
  if (destination === undefined) return { tell: () => {}, close: async () => {} };
  const around = { clock, log };
  const { write, close } =
    destination.kind === "file"
      ? openAuditFile({ path: destination.path, ...around })
      : openSyslog({ ...destination, ...around });
  const tell = createAuditWriter(write, clock);
  store.onRecorded(tell);
  return { tell, close };
}
