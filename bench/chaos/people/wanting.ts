import type { Act } from "../../../src/run/act.ts";
import {
  clickActions,
  type KnownHandle,
  toAct,
} from "../../../src/slack/messages/blocks/click-actions.ts";
import type { Heard } from "../diary.ts";
import type { Wanted } from "../told.ts";

/** What a press of a recording button must leave in the log; undefined for all other buttons. */
export function wantedOfClick(
  handle: KnownHandle,
  by: string,
): Pick<Heard, "wants" | "ruled"> | undefined {
  if (typeof clickActions[handle.act] !== "function") return undefined;
  const act = toAct(handle, by);
  const kind = recordedAs[act.kind];
  const { run, visit } = handle;
  if (kind === undefined || run === undefined) return undefined;
  const wants = { kind, run, ...(visit && { visit }) };
  if (act.kind === "choose")
    return { ruled: { run, act }, wants: { ...wants, choice: act.choice } };
  const item = "item" in act ? { item: act.item } : {};
  return { ruled: { run, act }, wants: { ...wants, ...item } };
}

/** What a submitted form must leave in the log, by what `by` typed into it. Who hands over to themselves takes over. */
export function wantedOfForm(
  { act, run, visit, item }: KnownHandle,
  by: string,
  typed: { readonly text?: string; readonly to?: string; readonly choice?: string },
): Wanted | undefined {
  const kind = act === "handOver" && typed.to === by ? "tookOver" : formRecordedAs[act];
  if (kind === undefined || run === undefined) return undefined;
  const choice = item ?? typed.choice;
  return {
    kind,
    run,
    ...(visit && { visit }),
    ...(typed.text && { text: typed.text }),
    ...(kind === "handedOver" && typed.to && { to: typed.to }),
    ...(kind === "chosen" && choice && { choice }),
  };
}

const recordedAs: { readonly [act in Act["kind"]]?: Wanted["kind"] } = {
  choose: "chosen",
  confirm: "chosen",
  withdrawProposal: "withdrew",
  answerAgain: "answered",
  lookAgain: "lookedAgain",
  cancel: "cancelled",
  watch: "watched",
  hurry: "hurried",
  unwatch: "unwatched",
  back: "wentBack",
  takeOver: "tookOver",
  join: "joined",
  takeFollowUp: "followUpTaken",
  dateFollowUp: "followUpDated",
  finishFollowUp: "followUpDone",
  reopenFollowUp: "followUpReopened",
  checkFollowUps: "checkAsked",
  retry: "retried",
  publish: "published",
  snooze: "snoozed",
  unpark: "unparked",
};

const formRecordedAs: { readonly [act: string]: Wanted["kind"] } = {
  note: "noted",
  decision: "noted",
  park: "parked",
  skip: "skipped",
  stop: "stopped",
  edit: "edited",
  handOver: "handedOver",
  answer: "answered",
  chooseOther: "chosen",
};
