/** Whoever wants to be told that something changed. */
export interface Listeners {
  /** Adds one; what it returns takes it away. */
  readonly add: (listener: () => void) => () => void;
  readonly tell: () => void;
}

/** Nobody yet. */
export function createListeners(): Listeners {
  const all = new Set<() => void>();
  return {
    add: (listener) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell: () => {
      for (const listener of [...all]) listener();
    },
  };
}
