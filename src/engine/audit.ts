import { writtenOut } from "../language/texts/visible-text.ts";
import type { Person } from "../run/visits.ts";
import type { Audit, PermissionQuestion, Refused } from "./authorizer.ts";
import type { Clock, Log } from "./ports.ts";

/** What an auditor reads, a JSON object a line: what was allowed and refused, and what was recorded. */
export type AuditLine =
  | ({ readonly kind: "allowed" } & PermissionQuestion)
  | ({ readonly kind: "refused" } & Omit<Refused, "says">)
  | HashedEvent
  /** Somebody at the command line read or changed runs, every run where none is named. */
  | {
      readonly kind: "commanded";
      readonly person: Person;
      readonly deed: string;
      readonly run?: string;
      readonly from: string;
    };

/** An event that was committed, and the hash by which `handrail runs verify` knows it again. */
export interface HashedEvent {
  readonly kind: "recorded";
  readonly person: Person;
  /** The event's kind. */
  readonly deed: string;
  readonly run: string;
  readonly revision: number;
  readonly head: string;
}

/** Writes what happened to the audit's lines, with its time; nothing in them moves the cursor of whoever reads them. */
export type TellAudit = (line: AuditLine) => void;

export const createAuditWriter =
  (write: (line: string) => void, clock: Clock): TellAudit =>
  (line) =>
    write(`${writtenOut(JSON.stringify({ at: new Date(clock()).toISOString(), ...line }))}\n`);

/** Who was let do and read what, and who was refused by which rule; refusals stand in the log as well. */
export const createAudit = (log: Log, tell: TellAudit): Audit => ({
  allowed: (asked) => tell({ kind: "allowed", ...asked }),
  refused: ({ says: _says, ...who }) => {
    log.info("Somebody was refused", who);
    tell({ kind: "refused", ...who });
  },
});
