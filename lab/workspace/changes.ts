/** What changed, small enough for a feed; the state itself is read from the workspace. */
export interface WorkspaceChange {
  readonly revision: number;
  readonly at: number;
  readonly kind: "message" | "view" | "file" | "channel" | "call" | "socket" | "warning";
  readonly subject: string;
}

/** The feed of changes and a way to wait for one without sleeping. */
export interface ChangeFeed {
  /** Tells every listener that something changed. */
  readonly announce: (kind: WorkspaceChange["kind"], subject: string) => void;
  /** Calls the listener at each change; returns how to stop. */
  readonly onChange: (listener: (change: WorkspaceChange) => void) => () => void;
  /** Resolves with the first truthy value of the predicate; rejects after `timeoutMs`. */
  readonly until: <T>(predicate: () => T, options?: UntilOptions) => Promise<NonNullable<T>>;
  /** Rejects whoever still waits. */
  readonly close: () => void;
}

/** How long to wait (milliseconds, 50,000 unless told) and what for, in words. */
export interface UntilOptions {
  readonly timeoutMs?: number;
  readonly waitingFor?: string;
}

/** Starts an empty feed whose times come from the given clock (epoch milliseconds). */
export function createChangeFeed(now: () => number): ChangeFeed {
  const listeners = new Set<(change: WorkspaceChange) => void>();
  const waiting = new Set<(reason: Error) => void>();
  let revision = 0;
  const onChange = (listener: (change: WorkspaceChange) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    announce: (kind, subject) => {
      revision += 1;
      const change = { revision, at: now(), kind, subject };
      for (const listener of [...listeners]) listener(change);
    },
    onChange,
    until: (predicate, options = {}) => waitUntil(predicate, options, onChange, waiting),
    close: () => {
      for (const reject of [...waiting]) reject(new Error("The workspace was closed."));
      listeners.clear();
    },
  };
}

function waitUntil<T>(
  predicate: () => T,
  { timeoutMs = 50_000, waitingFor = "the expected state" }: UntilOptions,
  onChange: ChangeFeed["onChange"],
  waiting: Set<(reason: Error) => void>,
): Promise<NonNullable<T>> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      stop();
      waiting.delete(fail);
    };
    const fail = (reason: Error) => {
      end();
      reject(reason);
    };
    const look = () => {
      try {
        const value = predicate();
        if (!value) return;
        end();
        resolve(value);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const stop = onChange(look);
    const late = new Error(`Waited ${timeoutMs} ms for ${waitingFor}, in vain.`);
    const timer = setTimeout(() => fail(late), timeoutMs);
    waiting.add(fail);
    look();
  });
}
