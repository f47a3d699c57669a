import type { Clock, Store } from "../engine/ports.ts";
import { exhaust, spend } from "./budgets.ts";
import { claim } from "./claim.ts";
import { commit } from "./commit.ts";
import { condition } from "./condition.ts";
import { forgetDeliveries } from "./deliveries.ts";
import type { Dialect } from "./dialect.ts";
import { bury, finish, nextDue, postpone, renew, revive } from "./effects.ts";
import { facts, load, pruneFacts } from "./log.ts";
import { messages, put } from "./messages.ts";
import { progress, setProgress } from "./progress.ts";
import { row, rows, runsInThread } from "./rows.ts";
import type { Database } from "./transaction.ts";

/** What a store is made of. */
export interface StoreParts extends Database {
  /** Dates the deliveries that are remembered. */
  readonly clock: Clock;
  readonly close: () => Promise<void>;
}

/** The Store port over any database that Kysely speaks to and whose tables are migrated. */
export function createStore(parts: StoreParts): Store {
  const { db, dialect } = parts;
  const guard = guardWith(dialect);
  return {
    commit: guard((change, signal) => commit(parts, change, signal)),
    load: guard((run) => load(db, run)),
    row: guard((id) => row(db, id)),
    rows: guard((where) => rows(db, where)),
    facts: guard((run, visit) => facts(db, run, visit)),
    runsInThread: guard((place) => runsInThread(db, place)),
    claim: guard((now, leaseMs, lease) => claim(parts, now, leaseMs, lease)),
    renew: guard((held, until) => renew(parts, held, until)),
    finish: guard(async (held) => void (await finish(db, held))),
    postpone: guard((held, due, error, count) => postpone(parts, held, { due, error, count })),
    bury: guard((held, error) => bury(db, held, error)),
    revive: guard((run, due) => revive(parts, run, due)),
    nextDue: guard((now) => nextDue(parts, now)),
    setProgress: guard((held, news, now) => setProgress(parts, held, news, now)),
    progress: guard((run, visit) => progress(db, run, visit)),
    messages: {
      all: guard((run) => messages(db, run)),
      put: guard((run, message) => put(db, run, message)),
    },
    budgets: {
      spend: guard((budget, now, keep = 0) => spend(parts, budget, now, keep)),
      exhaust: guard((name, until) => exhaust(parts, name, until)),
    },
    condition: guard((now) => condition(parts, now)),
    forgetDeliveries: guard((before) => forgetDeliveries(db, before)),
    pruneFacts: guard((before) => pruneFacts(db, before)),
    close: guard(() => parts.close()),
  };
}

function guardWith(dialect: Dialect) {
  return <Given extends readonly unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      try {
        return await work(...given);
      } catch (thrown) {
        throw dialect.failure(thrown);
      }
    };
}
