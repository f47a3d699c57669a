import { archiveLines } from "./archive/lines.ts";
import { restoreInto } from "./archive/restore.ts";
import { type Begun, type Database, runTransaction } from "./transaction.ts";

/** Whole runs, to be taken away and brought back: JSON lines as docs/operating.md describes them. */
export interface Archive {
  /** Every run, or one, as they stand at one moment. Throws NotFound when there is no such run. */
  readonly lines: (run?: string) => AsyncIterable<string>;
  /** Brings back what `lines` gave, all or nothing; resolves with the number of runs. Rejects with BadInput unless empty. */
  readonly restore: (lines: AsyncIterable<string>) => Promise<number>;
}

/** A database of which one moment can be read while others change it, and which can be filled; each takes as long as it takes. */
export interface Archived extends Database {
  readonly snapshot: () => Promise<Begun>;
  readonly filling: () => Promise<Begun>;
}

export function createArchive(database: Archived): Archive {
  return {
    lines: (run) => lines(database, run),
    restore: (given) => restore(database, given),
  };
}

async function* lines({ snapshot, dialect }: Archived, run?: string): AsyncGenerator<string> {
  try {
    const moment = await snapshot();
    try {
      yield* archiveLines(moment.db, run);
    } finally {
      await moment.rollback();
    }
  } catch (thrown) {
    throw dialect.failure(thrown);
  }
}

async function restore(database: Archived, given: AsyncIterable<string>): Promise<number> {
  // The lines come once, so there is no second trial.
  const { dialect, filling: begin, db } = database;
  const once = { db, begin, dialect: { ...dialect, patience: () => undefined } };
  try {
    return await runTransaction(once, async (transaction) => ({
      keep: true,
      answer: await restoreInto(transaction.db, given),
    }));
  } catch (thrown) {
    throw dialect.failure(thrown);
  }
}
