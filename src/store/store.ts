import type { HashedEvent } from "../engine/audit.ts";
import type { Clock, Commit, Committed, Store, Unreadable } from "../engine/ports.ts";
import { findAlert, forgetAlerts, putAlert } from "./alerts.ts";
import { type Archive, type Archived, createArchive } from "./archive.ts";
import { commit } from "./commit.ts";
import { forgetDeliveries } from "./deliveries.ts";
import type { DatabaseDialect } from "./dialect.ts";
import { hold } from "./effects/budget-waiting.ts";
import { exhaust, spend } from "./effects/budgets.ts";
import { claim } from "./effects/claim.ts";
import { finish, giveUp, postpone, renew, requeue } from "./effects/effects.ts";
import { nextDue } from "./effects/next-due.ts";
import { progress, rest, setProgress } from "./effects/progress.ts";
import { type ChainVerification, type KnownHash, verify } from "./log/chain.ts";
import { forget, forgetOld } from "./log/forgetting.ts";
import { facts, load, pruneFacts } from "./log/log.ts";
import { createTelling } from "./log/notify-audit.ts";
import { forgetPerson, type PersonForgotten, redact, type Striking } from "./log/striking.ts";
import { messages, put } from "./messages.ts";
import { row, rows, runsInThread } from "./run-rows.ts";
import { acquireSendLease, releaseSendLease, renewSendLease } from "./send-quota.ts";
import { condition } from "./store-health.ts";
import { withRetries } from "./transaction.ts";

/** A store as the process that opened it holds it. */
export interface HeldStore extends Store {
  /** Calls `listener` when another process may have queued work; never, where only one process has the store. */
  onWake(listener: () => void): void;
  /** Calls `listener` with work that could not be read and was buried. */
  onUnreadable(listener: (what: Unreadable) => void): void;
  /** Calls `listener` with each event that this process committed, once it is, until what it returns is called. */
  onRecorded(listener: (recorded: HashedEvent) => void): () => void;
  /** Takes the words out of an event (by its number, from 1) of a run. Rejects with NotFound. */
  redact(run: string, event: number): Promise<readonly number[]>;
  /** Takes a person out of every closed run: their words, and their id. */
  forgetPerson(person: string): Promise<PersonForgotten>;
  readonly archive: Archive;
  /** Holds the log of one run, or of every run, to the hashes that its events carry and to those that are known. */
  verify(run?: string, known?: readonly KnownHash[]): Promise<readonly ChainVerification[]>;
}

type Work = Pick<
  Store,
  | "claim"
  | "renew"
  | "finish"
  | "postpone"
  | "hold"
  | "rest"
  | "giveUp"
  | "requeue"
  | "nextDue"
  | "setProgress"
  | "progress"
>;
type Kept = Omit<Store, keyof Work | "alerts" | "close">;
export interface StoreParts extends Archived {
  /** Dates the deliveries that are remembered. */
  readonly clock: Clock;
  /** Tells other processes that there is work, and hears it of them. */
  readonly wake: { readonly tell: () => void; readonly onWake: HeldStore["onWake"] };
  /** Resolves once all that was committed survives a loss of power. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The Store port over any database that Kysely speaks to and whose tables are migrated. */
export function createStore(parts: StoreParts): HeldStore {
  const listeners = new Set<(what: Unreadable) => void>();
  const unreadable = (what: Unreadable) => {
    for (const listener of listeners) listener(what);
  };
  const recorded = new Set<(event: HashedEvent) => void>();
  const tell = createTelling(parts, recorded);
  const promised = promisedBy(parts);
  const archive = createArchive(parts);
  const onStruck: Striking["onStruck"] = (id, { revision, event }) =>
    tell({ row: { id }, events: [event], expected: revision - 1 });
  const striking = { ...parts, onStruck };
  return {
    ...runsIn(parts, tell),
    ...workIn({ ...parts, unreadable }),
    alerts: alertsIn(parts),
    onWake: parts.wake.onWake,
    onUnreadable: (listener) => void listeners.add(listener),
    onRecorded: (listener) => {
      recorded.add(listener);
      return () => void recorded.delete(listener);
    },
    archive: { ...archive, restore: promised(archive.restore) },
    verify: statementsWith(parts.dialect)((run, known) => verify(parts.db, run, known)),
    redact: promised((run, event) => redact(striking, run, event)),
    forgetPerson: promised((person) => forgetPerson(striking, person)),
    close: guardWith(parts.dialect)(() => parts.close()),
  };
}

/** Runs with their log, what was posted for them, and what Slack delivered. */
function runsIn(parts: StoreParts, tell: Tell): Kept {
  const { db, dialect } = parts;
  const one = statementsWith(dialect);
  const promised = promisedBy(parts);
  return {
    commit: guardWith(dialect)((change, signal) => commitAndTell(parts, tell, change, signal)),
    load: one((run, after = 0) => load(parts, run, after)),
    row: one((id) => row(parts, id)),
    rows: one((where) => rows(parts, where)),
    facts: one((run, visit) => facts(db, run, visit)),
    runsInThread: one((place) => runsInThread(db, place)),
    messages: {
      all: one((run) => messages(parts, run)),
      put: promised(one((run, message, known) => put(parts, run, message, known))),
    },
    budgets: {
      spend: one((budget, now, keep = 0) => spend(parts, budget, now, keep)),
      exhaust: one((name, until) => exhaust(parts, name, until, parts.clock())),
    },
    traffic: {
      begin: promised((wanted, now) => acquireSendLease(parts, wanted, now)),
      renew: one((lease, until) => renewSendLease(parts, lease, until)),
      end: promised(one((lease, sent, now) => releaseSendLease(parts, lease, sent, now))),
    },
    condition: promised(one((now) => condition(parts, now))),
    forgetDeliveries: one((before) => forgetDeliveries(db, before)),
    pruneFacts: one((before) => pruneFacts(db, before)),
    forget: promised((run) => forget(parts, run)),
    forgetOld: promised((before) => forgetOld(parts, before)),
  };
}

function alertsIn(parts: StoreParts): Store["alerts"] {
  const { db, dialect } = parts;
  const one = statementsWith(dialect);
  return {
    find: one((key) => findAlert(db, key)),
    put: promisedBy(parts)((key, alert, revision) => putAlert(db, key, alert, revision)),
    forget: one((before) => forgetAlerts(db, before)),
  };
}

type Tell = ReturnType<typeof createTelling>;

async function commitAndTell(
  parts: StoreParts,
  tell: Tell,
  change: Commit,
  signal?: AbortSignal,
): Promise<Committed> {
  const answer = await commit(parts, change, signal);
  if (answer.kind !== "committed") return answer;
  await parts.flush();
  if (change.effects.length > 0) parts.wake.tell();
  // Whoever clicked does not wait for it.
  void tell(change);
  return answer;
}

/**
 * The work that is due. Little of it is flushed: a claim that is lost with the power is made again, and so is what a lost "finished"
 * stood for, a repaint.
 */
function workIn(parts: StoreParts & { readonly unreadable: (what: Unreadable) => void }): Work {
  const { db, dialect, clock } = parts;
  const guard = guardWith(dialect);
  const one = statementsWith(dialect);
  const promised = promisedBy(parts);
  return {
    claim: guard((...asked) => claim(parts, ...asked)),
    renew: one((held, until) => renew(parts, held, until)),
    finish: one(async (held) => void (await finish(parts, held))),
    postpone: one((held, due, error, count) =>
      postpone(parts, held, { due, error, count, now: clock() }),
    ),
    hold: one((held, what) => hold(parts, held, what, clock())),
    rest: guard((held, due, news, now) => rest(parts, held, { due, progress: news }, now)),
    giveUp: promised(one((held, error) => giveUp(db, held, error))),
    requeue: promised(one((run, due) => requeue(parts, run, due))),
    nextDue: one((...asked) => nextDue(parts, ...asked)),
    setProgress: guard((held, news, now) => setProgress(parts, held, news, now)),
    progress: one((run, visit) => progress(parts, run, visit)),
  };
}

/** Answers when what was done is on the disk. */
function promisedBy({ dialect, flush }: Pick<StoreParts, "dialect" | "flush">) {
  const guard = guardWith(dialect);
  return <Given extends readonly unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    guard(async (...given: Given): Promise<Answer> => {
      const answer = await work(...given);
      await flush();
      return answer;
    });
}

function guardWith(dialect: DatabaseDialect) {
  return <Given extends readonly unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      try {
        return await work(...given);
      } catch (thrown) {
        throw dialect.failure(thrown);
      }
    };
}

/** Guards what is no transaction; each may be done twice, so one that was lost on the way is done again. */
function statementsWith(dialect: DatabaseDialect) {
  const guard = guardWith(dialect);
  return <Given extends readonly unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    guard((...given: Given) => withRetries(dialect, () => work(...given)));
}
