/** How often something may be done, over all processes of one database. */
export interface Budget {
  /** "chat.update", "chat.postMessage C0123". */
  readonly name: string;
  /** One more is free each so many milliseconds. */
  readonly everyMs: number;
  /** The most that can be saved up. */
  readonly burst: number;
}

/** What work waits for that a budget holds. */
export interface BudgetWait {
  readonly budget: string;
  /** How many it leaves for what is more urgent; of those that wait, the one that leaves the least goes first. */
  readonly keep: number;
  /** The channel whose messages the budget is for, where it is for one. */
  readonly channel?: string;
  readonly why: string;
}

/** What Slack lets the app spend. */
export interface Budgets {
  /** Spends one and resolves with 0; or resolves with the milliseconds to wait, when no more than `keep` (0) are left. */
  spend(budget: Budget, now: number, keep?: number): Promise<number>;
  /** Slack asked to wait: nothing of the budget is spent before `until`. */
  exhaust(name: string, until: number): Promise<void>;
}
