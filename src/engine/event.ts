import type { Answers, Evidence } from "#flow";

/** A Slack user id, or "handrail" for what the bot recorded by itself. */
export type Person = string;

/** One immutable record in a run's log. `at` is milliseconds since the epoch. */
export type RunEvent = { readonly at: number; readonly by: Person } & Happening;

/** What happened. A `visit` names the visit of a step that it belongs to: "retest#2". */
export type Happening =
  | {
      readonly kind: "started";
      readonly run: string;
      readonly flow: string;
      readonly version: number;
      readonly place: Place;
      readonly facts: Answers;
      /** Started although another run of this flow and subject was open. */
      readonly anyway: boolean;
    }
  | { readonly kind: "answered"; readonly visit: string; readonly answers: Answers }
  | {
      readonly kind: "observed";
      readonly visit: string;
      readonly startedAt: number;
      /** Without its bulky `facts`, which are stored beside the log. */
      readonly evidence: Omit<Evidence, "facts">;
    }
  | {
      readonly kind: "chosen";
      readonly visit: string;
      readonly choice: string;
      /** Why another choice than the recommended one; null where nothing else was recommended. */
      readonly reason: string | null;
      readonly answers: Answers;
    }
  | {
      readonly kind: "skipped";
      readonly visit: string;
      readonly choice: string;
      readonly reason: string;
    }
  | { readonly kind: "lookedAgain"; readonly visit: string }
  | { readonly kind: "wentBack"; readonly visit: string }
  | { readonly kind: "noted"; readonly text: string }
  | { readonly kind: "handedOver"; readonly to: Person }
  | { readonly kind: "tookOver" }
  | { readonly kind: "joined" }
  | { readonly kind: "followUpTaken"; readonly item: string; readonly owner: Person }
  | { readonly kind: "followUpDone"; readonly item: string }
  | { readonly kind: "reminded"; readonly visit: string }
  | { readonly kind: "gaveUp"; readonly work: string; readonly why: string }
  | { readonly kind: "retried" }
  | { readonly kind: "stopped"; readonly reason: string }
  | { readonly kind: "published" };

/** Where a run lives in Slack. Without `threadTs` its card is a root message; with it, a reply in an existing thread. */
export interface Place {
  readonly team: string;
  readonly channel: string;
  readonly threadTs?: string;
}

/** Work asked for by an event, as data. A worker performs it and reports back with events. */
export type Effect =
  | { readonly kind: "show" }
  | { readonly kind: "probe"; readonly visit: string }
  | { readonly kind: "remind"; readonly visit: string; readonly afterSeconds: number };
