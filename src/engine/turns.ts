import { raceDeadline } from "../deadline.ts";

/** Does the work of a key in its turn; rejects, and nothing is done, where `signal` aborts before that. */
export type Shares = <Answer>(
  key: string,
  work: () => Promise<Answer>,
  signal?: AbortSignal,
) => Promise<Answer>;

/** How many are at work at a time, and how long each may be, in milliseconds: one that hangs keeps nobody else from their turn. */
export interface Places {
  readonly most: number;
  readonly longestMs: number;
  /** What is thrown then; the work goes on, and nobody hears how it ends. */
  readonly overdue: () => Error;
}

/** `most` times at once for each key; what is more waits, in the order in which it is asked for. */
export function createShares({ most, ...each }: Places, late: () => Error): Shares {
  const lines = new Map<string, { underWay: number; readonly waiting: Set<() => void> }>();
  return async (key, work, signal) => {
    if (signal?.aborted === true) throw late();
    const line = lines.get(key) ?? { underWay: 0, waiting: new Set() };
    lines.set(key, line);
    if (line.underWay < most) line.underWay += 1;
    else await turnIn(line.waiting, late, signal);
    try {
      return await inItsTime(work, each);
    } finally {
      const [next] = line.waiting;
      // Whoever is next takes this one's place.
      if (next === undefined) line.underWay -= 1;
      else next();
      if (line.underWay === 0) lines.delete(key);
    }
  };
}

const inItsTime = <Answer>(
  work: () => Promise<Answer>,
  { longestMs, overdue }: Omit<Places, "most">,
): Promise<Answer> =>
  raceDeadline({ ms: longestMs }, work(), () => {
    throw overdue();
  });

function turnIn(waiting: Set<() => void>, late: () => Error, signal?: AbortSignal) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const begin = () => {
    waiting.delete(begin);
    resolve();
  };
  const leave = () => {
    if (waiting.delete(begin)) reject(late());
  };
  waiting.add(begin);
  signal?.addEventListener("abort", leave, { once: true });
  return promise.finally(() => signal?.removeEventListener("abort", leave));
}

/**
 * The same work, once at a time for each key and `most` times over all, in the order in which it is asked for. Whoever asks while
 * that of their key is still to begin gets that one.
 */
export function waitForTurn(
  work: (key: string) => Promise<void>,
  { most, ...each }: Places,
): (key: string) => Promise<void> {
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  const underWay = new Set<string>();
  const begin = () => {
    if (underWay.size >= most) return;
    const key = [...waiting.keys()].find((one) => !underWay.has(one));
    const asked = waiting.get(key ?? "");
    if (key === undefined || asked === undefined) return;
    waiting.delete(key);
    underWay.add(key);
    const done = inItsTime(() => work(key), each).finally(() => {
      underWay.delete(key);
      begin();
    });
    asked.resolve(done);
  };
  return (key) => {
    const asked = waiting.get(key) ?? Promise.withResolvers<void>();
    waiting.set(key, asked);
    begin();
    return asked.promise;
  };
}
