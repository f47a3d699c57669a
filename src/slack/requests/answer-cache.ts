import { raceDeadline } from "../../deadline.ts";
import type { Clock } from "../../engine/ports.ts";

/** What was asked before, kept for a while, so that a click need not wait for the answer again. */
export interface AnswerCache<Value> {
  /**
   * The answer for a key: a fresh one (a minute old at most unless told) if `isGood` takes it; else it is asked again. An answer that
   * is older stands in for ten minutes where asking fails or takes long, and says so. Rejects as asking does.
   */
  get(key: string, isGood: (value: Value) => boolean): Promise<Remembered<Value>>;
  forget(key: string): void;
}

export interface Remembered<Value> {
  readonly value: Value;
  readonly isFresh: boolean;
}

interface Entry<Value> {
  readonly value: Value;
  readonly at: number;
}

const staleMs = 10 * 60_000;
/** Whoever presses again and again does not make it be asked again and again. */
const justNowMs = 2_000;
/** Less than the patience of whoever waits for it. */
const slowMs = 700;
const mostKeys = 2_000;

export function createAnswerCache<Value>(
  clock: Clock,
  ask: (key: string) => Promise<Value>,
  freshMs = 60_000,
): AnswerCache<Value> {
  const known = new Map<string, Entry<Value>>();
  const underWay = new Map<string, Promise<Value>>();
  const asked = (key: string) => underWay.get(key) ?? askOnce(key);
  const askOnce = (key: string) => {
    const isNewest = () => underWay.get(key) === asking;
    const asking: Promise<Value> = ask(key)
      // What was forgotten meanwhile may have changed since it was asked.
      .then((value) => (isNewest() ? keep(known, key, { value, at: clock() }) : value))
      .finally(() => isNewest() && underWay.delete(key));
    underWay.set(key, asking);
    return asking;
  };
  return {
    forget: (key) => {
      known.delete(key);
      underWay.delete(key);
    },
    get: async (key, isGood) => {
      const entry = known.get(key);
      const age = Math.abs(clock() - (entry?.at ?? Number.NEGATIVE_INFINITY));
      if (entry === undefined || age >= staleMs) return freshElse(asked(key), undefined);
      const good = isGood(entry.value);
      if (age < justNowMs || (age < freshMs && good)) return { value: entry.value, isFresh: true };
      return freshElse(asked(key), good ? entry : undefined);
    },
  };
}

async function freshElse<Value>(
  asking: Promise<Value>,
  stale: Entry<Value> | undefined,
): Promise<Remembered<Value>> {
  const fresh = asking.then((value) => ({ value, isFresh: true }));
  if (stale === undefined) return fresh;
  const old = { value: stale.value, isFresh: false };
  const kept = () => old;
  return raceDeadline({ ms: slowMs }, fresh.catch(kept), kept);
}

function keep<Value>(known: Map<string, Entry<Value>>, key: string, entry: Entry<Value>): Value {
  known.delete(key);
  known.set(key, entry);
  const [oldest] = known.keys();
  if (known.size > mostKeys && oldest !== undefined) known.delete(oldest);
  return entry.value;
}
