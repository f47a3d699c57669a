import type { Button } from "@slack/types";
import type { FieldKind, Json, Resolved } from "#language";
import type { RunRow } from "../../../run/run.ts";
import { button, row, section } from "../blocks/blocks.ts";
import type { ActName } from "../blocks/buttons.ts";
import { shortLine } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { type PendingStart, startHandle } from "./pending-start.ts";
import { type Reply, reply } from "./reply.ts";
import { runLine } from "./run-line.ts";

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
    return reply([section(`${several} Which one do you mean?`), ...buttons(unclear.candidates)]);
  }
  const { similar, looked } = unclear;
  const none = `There is no ${kind.called.one} “${shown(typed)}”. Looked in: ${shown(looked)}.`;
  const next = similar.length > 0 ? "Did you mean one of these?" : shown(unclear.next);
  return reply([section(`${none}\n${next}`), ...buttons(similar)]);
}

/**
 * These runs are open here: which one is meant? One alone is asked about in a thread that has no run. Its buttons carry `act` (status, note, stop, …)
 * and the run.
 */
export const pickRun = (act: ActName, runs: readonly RunRow[]): Reply =>
  reply([
    section(runs.length === 1 ? onlyOne : "Several runbooks are open here. Which one do you mean?"),
    ...runs
      .slice(0, most)
      .flatMap((one) => [
        section(runLine(one)),
        ...row([button("This one", { act, run: one.id })]),
      ]),
  ]);

const onlyOne = "No runbook lives in this thread. Do you mean this one of the channel?";

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
    return handle ? [button(nameOf(kind, answer), handle)] : [];
  });
}

/** A candidate's name: "orders (eu-west-1, account 123456789012)". */
export function nameOf(kind: FieldKind, answer: Json): string {
  const subject = kind.subject?.(answer);
  if (subject === undefined) return cut(String(answer), 75);
  const { name, where, whereInFull = where } = subject;
  return whereInFull === undefined ? cut(name, 70) : `${cut(name, 40)} (${whereInFull})`;
}
