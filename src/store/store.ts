import type { HashedEvent } from "../engine/audit.ts";
import type { Clock, Commit, Committed, Store, Unreadable } from "../engine/ports.ts";
import { findAlert, forgetAlerts, putAlert } from "./alerts.ts";
import { type Archive, type Archived, createArchive } from "./archive.ts";
import { commitChange } from "./commit.ts";
import { forgetDeliveries } from "./deliveries.ts";
import type { DatabaseDialect } from "./dialect.ts";
import { waitForBudget } from "./effects/budget-waiting.ts";
import { exhaustBudget, spendBudget } from "./effects/budgets.ts";
import { claimEffect } from "./effects/claim.ts";
import {
  finishEffect,
  giveUpEffect,
  postponeEffect,
  renewLease,
  requeueDead,
} from "./effects/effects.ts";
import { nextDue } from "./effects/next-due.ts";
import { handBack, readVisitProgress, setProgress } from "./effects/progress.ts";
import { type ChainVerification, type KnownHash, verifyLogs } from "./log/chain.ts";
import { forgetOld, forgetRun } from "./log/forget-runs.ts";
import { loadEvents, loadFacts, pruneFacts } from "./log/log.ts";
import { createTelling } from "./log/notify-audit.ts";
import {
  forgetPerson,
  type PersonForgotten,
  redactEvent,
  type Striking,
} from "./log/redact-events.ts";
import { postedMessages, putMessage } from "./messages.ts";
import { findRunRows, findRunsInThread, readRunRow } from "./run-rows.ts";
import { acquireSendLease, releaseSendLease, renewSendLease } from "./send-quota.ts";
import { storeCondition } from "./store-health.ts";
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
    verify: statementsWith(parts.dialect)((run, known) => verifyLogs(parts.db, run, known)),
    redact: promised((run, event) => redactEvent(striking, run, event)),
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
    load: one((run, after = 0) => loadEvents(parts, run, after)),
    row: one((id) => readRunRow(parts, id)),
    rows: one((where) => findRunRows(parts, where)),
    facts: one((run, visit) => loadFacts(db, run, visit)),
    runsInThread: one((place) => findRunsInThread(db, place)),
    messages: {
      all: one((run) => postedMessages(parts, run)),
      put: promised(one((run, message, known) => putMessage(parts, run, message, known))),
    },
    budgets: {
      spend: one((budget, now, keep = 0) => spendBudget(parts, budget, now, keep)),
      exhaust: one((name, until) => exhaustBudget(parts, name, until, parts.clock())),
    },
    traffic: {
      begin: promised((wanted, now) => acquireSendLease(parts, wanted, now)),
      renew: one((lease, until) => renewSendLease(parts, lease, until)),
      end: promised(one((lease, sent, now) => releaseSendLease(parts, lease, sent, now))),
    },
    condition: promised(one((now) => storeCondition(parts, now))),
    forgetDeliveries: one((before) => forgetDeliveries(db, before)),
    pruneFacts: one((before) => pruneFacts(db, before)),
    forget: promised((run) => forgetRun(parts, run)),
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
  const answer = await commitChange(parts, change, signal);
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
    claim: guard((...asked) => claimEffect(parts, ...asked)),
    renew: one((held, until) => renewLease(parts, held, until)),
    finish: one(async (held) => void (await finishEffect(parts, held))),
    postpone: one((held, due, error, count) =>
      postponeEffect(parts, held, { due, error, count, now: clock() }),
    ),
    hold: one((held, what) => waitForBudget(parts, held, what, clock())),
    rest: guard((held, due, news, now) => handBack(parts, held, { due, progress: news }, now)),
    giveUp: promised(one((held, error) => giveUpEffect(db, held, error))),
    requeue: promised(one((run, due) => requeueDead(parts, run, due))),
    nextDue: one((...asked) => nextDue(parts, ...asked)),
    setProgress: guard((held, news, now) => setProgress(parts, held, news, now)),
    progress: one((run, visit) => readVisitProgress(parts, run, visit)),
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
