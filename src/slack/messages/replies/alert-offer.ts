import type { Button, ContextBlock } from "@slack/types";
import type { Alert, Flow } from "#language";
import { button, context, row, section } from "../blocks/blocks.ts";
import { escapeLine, shortLine } from "../blocks/escape.ts";
import { cutText } from "../blocks/limits.ts";
import { type AlertAnswers, shrinkToKeep } from "../forms/alert-answers.ts";
import { type Reply, replyWith } from "./ephemeral-reply.ts";
import { type PendingStart, startHandle } from "./start-questions.ts";

/** One of the runbooks that an alert is for; `pending` where it can start with one tap. */
export interface OfferedStart {
  readonly flow: Flow;
  readonly pending: PendingStart | undefined;
}

// With the form beside them as many as a message may have.
const mostStarts = 3;

/** An alert, the runbooks that it is for, and the form with what it tells. */
export const alertOffer = (told: AlertAnswers, starts: readonly OfferedStart[]): Reply =>
  offer("startWith", told, starts);

/** The same for everybody in the channel; a run lives in the thread of the message that offers it. */
export const openOffer = (
  told: AlertAnswers,
  starts: readonly OfferedStart[],
  left: LeftOut,
): Reply => offer("startOffered", told, starts, left);

/** Alerts that get no offer: how many came with this one, and whether the channel gets none for a while after this one. */
export interface LeftOut {
  readonly beyond: number;
  readonly isLast: boolean;
}

function leftOutSays({ beyond, isLast }: LeftOut): readonly ContextBlock[] {
  const more = beyond === 1 ? "1 more alert" : `${beyond} more alerts`;
  return [
    ...(beyond > 0
      ? [`And ${more} in the same message, which get no offer: look at them there.`]
      : []),
    ...(isLast
      ? [
          "The last offer for now: a channel gets ten at once and twenty an hour, so further alerts may get none.",
        ]
      : []),
  ].map(context);
}

type Act = "startWith" | "startOffered";

function offer(
  act: Act,
  told: AlertAnswers,
  starts: readonly OfferedStart[],
  left?: LeftOut,
): Reply {
  const [first, ...others] = starts.slice(0, mostStarts);
  const buttons = [
    ...startButton(act, first, "primary"),
    ...others.flatMap((one) => startButton(act, one)),
  ];
  return replyWith([
    section(told.says),
    ...row([...buttons, changeFirst(told, buttons.length > 0)]),
    ...(left === undefined ? [] : leftOutSays(left)),
  ]);
}

/** What an alert is, and whether it tells what the run is about. */
export function alertSays(
  { source, title, state, region, account }: Alert,
  isRead: boolean,
): string {
  const where = [region, account && `account ${account}`].filter((part) => part !== undefined);
  const what = `*${shortLine(title, 200)}*${where.length === 0 ? "" : ` (${escapeLine(where.join(", "))})`}`;
  const from = source === undefined ? "This message" : `This alert of ${escapeLine(source)}`;
  const over = state === "resolved" ? " It says that it is over." : "";
  const filled = isRead
    ? "What it tells is filled in: check it before you start."
    : "It does not tell what it is about.";
  return `${from}: ${what}.${over}\n${filled}`;
}

function startButton(
  act: Act,
  one: OfferedStart | undefined,
  style?: "primary",
): readonly Button[] {
  if (one?.pending === undefined) return [];
  const handle = startHandle(act, one.pending);
  return handle === undefined
    ? []
    : [button(cutText(`Start: ${one.flow.title}`, 75), handle, style)];
}

const changeFirst = (told: AlertAnswers, isStartable: boolean): Button =>
  button(
    isStartable ? "Look at it first" : "Start a runbook here",
    { act: "fill", item: JSON.stringify(shrinkToKeep(told)) },
    isStartable ? undefined : "primary",
  );
