import type { Answers } from "#language";
import type { Noted, Person, Place, Revision } from "./event.ts";

/** What a responder wants done to a run. Acts that belong to a visit are refused once that visit is over. */
export type Act =
  | {
      readonly kind: "choose";
      readonly visit: string;
      readonly choice: string;
      readonly reason?: string;
      readonly answers?: Answers;
    }
  /** What was proposed at this visit counts from here on. `proposal` is the index of its "proposed" in the log. */
  | { readonly kind: "confirm"; readonly visit: string; readonly proposal: number }
  | { readonly kind: "withdrawProposal"; readonly visit: string; readonly proposal: number }
  | { readonly kind: "answer"; readonly visit: string; readonly answers: Answers }
  /** The answers that earlier visits or other steps were given hold for this one. */
  | { readonly kind: "answerAgain"; readonly visit: string }
  | { readonly kind: "lookAgain"; readonly visit: string }
  /** Ends the look of a visit; its evidence says what was seen until then. */
  | { readonly kind: "cancel"; readonly visit: string }
  | { readonly kind: "back"; readonly visit: string }
  | { readonly kind: "skip"; readonly visit: string; readonly reason: string }
  /** Lets the probe of this visit look by itself, or go on doing so. */
  | { readonly kind: "watch"; readonly visit: string }
  /** Ends that. */
  | { readonly kind: "unwatch"; readonly visit: string }
  /** Looks now instead of when it would next. */
  | { readonly kind: "hurry"; readonly visit: string }
  /** Silence at this visit for so many seconds. */
  | { readonly kind: "snooze"; readonly visit: string; readonly seconds: number }
  /** Puts the run to rest until a moment (milliseconds since the epoch), or for a while. */
  | { readonly kind: "park"; readonly until: number; readonly reason: string }
  | { readonly kind: "park"; readonly seconds: number; readonly reason: string }
  | { readonly kind: "unpark" }
  /** Goes on with this version, where the run's own is gone. */
  | { readonly kind: "moveOn"; readonly visit: string; readonly version: number }
  /** `secrets`: what is to become of what looks like one; asked where that is not said. */
  | ({ readonly kind: "note"; readonly secrets?: "strike" | "keep" } & Noted)
  /** `note` is the index of its "noted" in the log. */
  | ({ readonly kind: "reviseNote"; readonly note: number } & Revision)
  | { readonly kind: "withdrawNote"; readonly note: number }
  /** Lets the run live elsewhere in Slack; `anew` unless its messages went along. */
  | { readonly kind: "rehome"; readonly to: Place; readonly anew: boolean }
  | { readonly kind: "handOver"; readonly to: Person }
  | { readonly kind: "takeOver" }
  | { readonly kind: "join" }
  | { readonly kind: "takeFollowUp"; readonly item: string; readonly owner: Person }
  | { readonly kind: "dateFollowUp"; readonly item: string; readonly due: string }
  | { readonly kind: "finishFollowUp"; readonly item: string }
  | { readonly kind: "reopenFollowUp"; readonly item: string }
  | { readonly kind: "checkFollowUps" }
  | { readonly kind: "retry" }
  | { readonly kind: "stop"; readonly reason: string }
  /** Writes sections of the postmortem anew; `base` is the revision of the run that the editor read. */
  | {
      readonly kind: "edit";
      readonly texts: { readonly [section: string]: string };
      readonly base: number;
    }
  | { readonly kind: "publish" };
