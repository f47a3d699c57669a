import type { Clock } from "../engine/ports.ts";
import type { Account, AskAws } from "./account.ts";
import { AwsProblem, type ProblemKind } from "./aws-problem.ts";

/** How AWS answered last, over all accounts. */
export interface LastAnswers {
  readonly at: "AWS";
  /** Milliseconds since the epoch; absent before the first answer. */
  readonly answeredAt?: number;
  /** What kept AWS from answering, until it answers again. */
  readonly problem?: { readonly at: number; readonly says: string };
}

/** Remembers how AWS answers; what it does not know, or what a person stopped, is no trouble of AWS. */
export function rememberAnswers(clock: Clock) {
  let answers: LastAnswers = { at: "AWS" };
  const remember = (error?: unknown): void => {
    if (!(error instanceof AwsProblem)) answers = { at: "AWS", answeredAt: clock() };
    else if (troubles.has(error.kind))
      answers = { ...answers, problem: { at: clock(), says: error.message } };
  };
  const watch = (account: Account): Account => {
    const ask: AskAws = async (action, input, signal) => {
      try {
        const answer = await account.ask(action, input, signal);
        remember();
        return answer;
      } catch (error) {
        remember(error);
        throw error;
      }
    };
    return { ...account, ask };
  };
  return { watch, answers: (): LastAnswers => answers };
}

const troubles: ReadonlySet<ProblemKind> = new Set([
  "no-credentials",
  "expired",
  "clock",
  "denied",
  "role",
  "throttled",
  "timeout",
  "unreachable",
  "endpoint",
]);
