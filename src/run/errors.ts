import type { Visit } from "./visits.ts";

/**
 * Everything that can go wrong and that someone can act on. `message` is a sentence for the person who asked: it says what
 * happened and what to do.
 */
export class HandrailError extends Error {
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The visit that a click belongs to is over. */
export class StaleVisit extends HandrailError {
  /** The visit that was meant, with who left it and how; undefined when the run never had it. */
  readonly visit: Visit | undefined;
  constructor(message: string, visit?: Visit) {
    super("stale", message);
    this.visit = visit;
  }
}

/** The run is closed; only publishing and reading are left. */
export class RunClosed extends HandrailError {
  constructor(message: string) {
    super("closed", message);
  }
}

/** The flow's version that the run walks is not installed: it can be moved to the newest one, or stopped. */
export class VersionGone extends HandrailError {
  constructor(message: string) {
    super("version-gone", message);
  }
}

/** There is no such run, flow, choice or item. */
export class NotFound extends HandrailError {
  constructor(message: string) {
    super("not-found", message);
  }
}

/** An answer or a reason is missing or cannot be used. `field` names it where a form can point at it. */
export class BadInput extends HandrailError {
  readonly field: string | undefined;
  constructor(message: string, field?: string) {
    super("bad-input", message);
    this.field = field;
  }
}

/** This person may not do this here. */
export class NotAllowed extends HandrailError {
  constructor(message: string) {
    super("not-allowed", message);
  }
}

/** Whether this person may do this could not be learnt in time: nothing was recorded, and the same may be asked again. */
export class NotChecked extends HandrailError {
  constructor(message: string) {
    super("not-checked", message);
  }
}

/** The configuration cannot be used; the message lists every problem. */
export class BadConfig extends HandrailError {
  constructor(message: string, options?: ErrorOptions) {
    super("bad-config", message, options);
  }
}

/** The disk or the database failed, or did not answer in time: nothing was recorded. */
export class StoreUnavailable extends HandrailError {
  constructor(message: string, options?: ErrorOptions) {
    super("store", message, options);
  }
}

/** What the store holds of this run is damaged: nothing can be recorded for it. No other run is touched by that. */
export class RunUnreadable extends HandrailError {
  constructor(run: string, why: string, options?: ErrorOptions) {
    super(
      "run-unreadable",
      `The record of run ${run} cannot be read: ${why}. Nothing was changed, and all other runs go on. ` +
        "Whoever runs Handrail can restore it from a backup; until then, start the runbook anew.",
      options,
    );
  }
}

/** A look was ended from outside: someone stopped it, or decided its step meanwhile. */
export class LookStopped extends HandrailError {
  constructor(message: string) {
    super("look-stopped", message);
  }
}

/** Slack asked to wait, or a lease must be given back: not a failure, try again after `waitMs` milliseconds. */
export class Postponed extends HandrailError {
  readonly waitMs: number;
  constructor(message: string, waitMs: number) {
    super("postponed", message);
    this.waitMs = waitMs;
  }
}

/** What the app may do in a while is spent: not a failure, it goes on when `budget` lets it through. */
export class Held extends Postponed {
  readonly budget: string;
  /** How many of the budget it leaves for what is more urgent. */
  readonly keep: number;
  /** The channel that the budget is for, where it is for one. */
  readonly channel: string | undefined;
  constructor(budget: string, waitMs: number, keep: number, channel?: string) {
    super(`The budget of ${budget} is spent.`, waitMs);
    this.budget = budget;
    this.keep = keep;
    this.channel = channel;
  }
}

/** Slack refused in a way that no retry mends (not in the channel, archived, token revoked). */
export class SlackRefused extends HandrailError {
  constructor(message: string, options?: ErrorOptions) {
    super("slack-refused", message, options);
  }
}
