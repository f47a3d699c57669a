/**
 * Ends what is under way when a terminal or a supervisor ends the command, so that it removes what it kept on the disk; a second
 * signal ends the process at once. Listens until it is disposed of.
 */
export function runUntilInterrupted(
  reason: () => unknown,
): Disposable & { readonly signal: AbortSignal } {
  const stop = new AbortController();
  const end = () => {
    quiet();
    stop.abort(reason());
  };
  const quiet = () => {
    for (const name of signals) process.off(name, end);
  };
  for (const name of signals) process.on(name, end);
  return { signal: stop.signal, [Symbol.dispose]: quiet };
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
