import type { Button } from "@slack/types";
import type { Answers, FieldKind, Json, Resolved } from "#language";
import type { Run } from "../../../run/run.ts";
import { type ButtonHandle, button, row, section } from "../blocks/blocks.ts";
import type { ActNamed } from "../blocks/click-actions.ts";
import { linkLine, mention, shortLine } from "../blocks/escape.ts";
import type { Handle } from "../blocks/handle.ts";
import { cutText } from "../blocks/limits.ts";
import { dayAndClock } from "../blocks/times.ts";
import { subjectInBold } from "../thread/run-words.ts";
import { type Reply, replyWith } from "./ephemeral-reply.ts";

/** A start that waits for one more click: everything but who and where the click comes from. */
export interface PendingStart {
  readonly flow: string;
  readonly facts: Answers;
  /** What was typed and is not resolved yet, by field. */
  readonly typed?: { readonly [field: string]: string };
  readonly threadTs?: string;
  readonly channel: string;
  readonly anyway?: boolean;
  /** The name of the question that the click answers: whoever answers it twice starts one run. */
  readonly nonce?: string;
}

// Slack keeps at most 2,000 characters in a button's value.
const mostCharacters = 2_000;

/** The handle of a button that goes on with a start, or undefined when it does not fit into a button. */
export function startHandle(
  act: ActNamed<"begin">,
  pending: PendingStart,
): ButtonHandle | undefined {
  const handle = { act, item: JSON.stringify(pending) };
  return JSON.stringify(handle).length <= mostCharacters ? handle : undefined;
}

export function pendingStartOf(handle: Handle): PendingStart | undefined {
  try {
    const parsed: unknown = JSON.parse(handle.item ?? "");
    return isPendingStart(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isPendingStart(value: unknown): value is PendingStart {
  if (typeof value !== "object" || value === null) return false;
  const { flow, facts, channel, nonce } = value as Record<string, unknown>;
  return (
    typeof flow === "string" &&
    typeof channel === "string" &&
    (nonce === undefined || typeof nonce === "string") &&
    typeof facts === "object" &&
    facts !== null
  );
}

/** A run of this flow and subject is open: join it or start another. `link` leads to its card. */
export function alreadyOpen(run: Run, pending: PendingStart, link?: string): Reply {
  const subject = subjectInBold(run) ?? "this";
  const since = `open since ${dayAndClock(run.startedAt)}, driven by ${mention(run.driver)}`;
  const where = linkLine(link, "Go to its thread");
  return replyWith([
    section([`A runbook for ${subject} is ${since}.`, ...where].join("\n")),
    ...row([button("Join", { act: "join", run: run.id }, "primary"), ...anyway(pending)]),
  ]);
}

/** The same for whoever may not see that run: nothing is said of it but that it is there. */
export const openElsewhere = (pending: PendingStart): Reply =>
  replyWith([
    section(
      "A runbook for this is open already, in a channel that you are not in. Ask your colleagues where, so that not two of you do the same; or start one here.",
    ),
    ...row(anyway(pending)),
  ]);

function anyway(pending: PendingStart): readonly Button[] {
  const handle = startHandle("startAnyway", { ...pending, anyway: true });
  return handle ? [button("Start anyway", handle)] : [];
}

/** Handrail cannot post in this channel; the answers are kept. `canJoin`: the channel is public. */
export function notInChannel(pending: PendingStart, canJoin: boolean): Reply {
  const invite = "Type `/invite @handrail` here, then try again.";
  const says = canJoin
    ? "I am not in this channel yet, so I cannot post here."
    : `I am not in this private channel, so I cannot post here. ${invite}`;
  const buttons = canJoin
    ? startButton("letMeIn", "Let me in and start", pending)
    : startButton("tryAgain", "Try again", pending);
  const kept =
    buttons.length > 0 ? "Your answers are kept in the button." : "Then start the runbook again.";
  return replyWith([section(`${says}\n${kept}`), ...row(buttons)]);
}

function startButton(
  act: "letMeIn" | "tryAgain",
  label: string,
  pending: PendingStart,
): readonly Button[] {
  const handle = startHandle(act, pending);
  return handle ? [button(label, handle, "primary")] : [];
}

// As many as can be told apart at a glance.
const most = 10;

/** What was typed for a field does not say which one is meant. */
export type Unclear = Extract<Resolved, { readonly kind: "ambiguous" | "unknown" }> & {
  readonly of: FieldKind;
  readonly field: string;
  readonly typed: string;
};

/** Several things of a kind answer to what was typed, or only similar ones: which one is meant? */
export function pickSubject(unclear: Unclear, pending: PendingStart): Reply {
  const { of: kind, field, typed } = unclear;
  const buttons = (answers: readonly Json[]) => row(offered(kind, field, answers, pending));
  if (unclear.kind === "ambiguous") {
    const several = `Several ${kind.called.many} are called “${shown(typed)}”.`;
    return replyWith([
      section(`${several} Which one do you mean?`),
      ...buttons(unclear.candidates),
    ]);
  }
  const { similar, looked } = unclear;
  const none = `There is no ${kind.called.one} “${shown(typed)}”. Looked in: ${shown(looked)}.`;
  const next = similar.length > 0 ? "Did you mean one of these?" : shown(unclear.next);
  return replyWith([section(`${none}\n${next}`), ...buttons(similar)]);
}

const shown = (text: string): string => shortLine(text, 300);

function offered(
  kind: FieldKind,
  field: string,
  answers: readonly Json[],
  pending: PendingStart,
): readonly Button[] {
  return answers.slice(0, most).flatMap((answer) => {
    const { [field]: _resolved, ...typed } = pending.typed ?? {};
    const facts = { ...pending.facts, [field]: answer };
    const handle = startHandle("startWith", { ...pending, facts, typed });
    return handle ? [button(candidateName(kind, answer), handle)] : [];
  });
}

/** A candidate's name: "orders (eu-west-1, account 123456789012)". */
export function candidateName(kind: FieldKind, answer: Json): string {
  const subject = kind.subject?.(answer);
  if (subject === undefined) return cutText(String(answer), 75);
  const { name, where, whereInFull = where } = subject;
  return whereInFull === undefined ? cutText(name, 70) : `${cutText(name, 40)} (${whereInFull})`;
}
