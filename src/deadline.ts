/** When nobody waits any more: so many milliseconds (none when absent) after now, or after `signal` aborts. */
export interface Deadline {
  readonly ms?: number;
  readonly signal?: AbortSignal;
}

/**
 * What the work comes to, or what `late` answers or throws where it is not done by the deadline. Work that is late goes on, and nobody
 * hears how it ends.
 */
export async function raceDeadline<Answer, Late>(
  { ms = 0, signal }: Deadline,
  work: Promise<Answer>,
  late: () => Late,
): Promise<Answer | Late> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    if (ms === 0) resolve();
    else timer = setTimeout(resolve, ms);
  };
  if (signal === undefined || signal.aborted) begin();
  else signal.addEventListener("abort", begin, { once: true });
  try {
    return await Promise.race([work, over.then(late)]);
  } finally {
    signal?.removeEventListener("abort", begin);
    clearTimeout(timer);
    work.catch(() => {});
  }
}

/** One deadline that several pieces of work share; disposed of when none of them is waited for any more. */
export interface Shared extends Disposable {
  /** What the work comes to, or what `late` answers or throws where it is not done by the deadline. */
  <Answer, Late>(work: Promise<Answer>, late: () => Late): Promise<Answer | Late>;
}

/** Over after so many milliseconds at the latest (never of itself when absent), and at once when `signal` aborts. */
export function startDeadline({ ms, signal }: Deadline): Shared {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
  const end = () => resolve();
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted === true) end();
  const wait = <Answer, Late>(work: Promise<Answer>, late: () => Late) =>
    Promise.race([work, over.then(late)]);
  return Object.assign(wait, {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
    },
  });
}

/** Aborts when `signal` does, and after so many milliseconds at the latest. */
export const limitSignal = (signal: AbortSignal, ms: number): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(ms)]);
