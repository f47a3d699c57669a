import type { z } from "zod";
import {
  type Answers,
  type Evidence,
  type GenericProbe,
  type Json,
  type ProbeSignature,
  unreadEvidence,
} from "#language";
import { recordingQuestions } from "../aws/account.ts";
import type { Accounts } from "../aws/accounts.ts";
import { failureSentence } from "../aws/aws-problem.ts";
import type { ProbeContext } from "../engine/ports.ts";
import { Unfilled } from "../language/texts/fill.ts";
import { type AwsPlace, accountIn } from "./account-in.ts";
import { judgeEvidence, type ReadValues } from "./judge-finding.ts";

/** A look at what a step states, as the probe of that step. It never rejects. */
export type GenericLook = (
  signature: ProbeSignature,
  probe: GenericProbe,
  context: ProbeContext,
) => Promise<Evidence>;

/** What the look of a kind of generic probe is given. */
export interface GenericLookInputs<Stated> extends Pick<ProbeContext, "now" | "report" | "signal"> {
  readonly stated: Stated;
  readonly answers: Answers;
  /** Says which lines ask the same in a shell; they are evidence also where the look fails. */
  readonly asks: (lines: () => readonly string[]) => void;
}

/** Looks: what was read, or a sentence why nothing was. What it rejects with becomes evidence that says so. */
type Look<Stated> = (
  given: GenericLookInputs<Stated>,
) => Promise<Omit<ReadValues, "queries"> | string>;

/** The look of a kind of generic probe, with the shape in which flows state it. */
export const genericLook =
  <Stated>(shape: z.ZodType<Stated>, look: Look<Stated>): GenericLook =>
  async (signature, probe, context) => {
    let lines = (): readonly string[] => [];
    const asks = (said: typeof lines) => {
      lines = said;
    };
    const { facts: answers } = context.run;
    try {
      const seen = await look({ ...context, stated: shape.parse(probe), answers, asks });
      return typeof seen === "string"
        ? unreadEvidence(signature, seen, { queries: lines() })
        : judgeEvidence(signature, probe, { ...seen, queries: lines() }, context);
    } catch (error) {
      const says = error instanceof Unfilled ? error.message : failureSentence(error);
      return unreadEvidence(signature, says, { queries: lines() });
    }
  };

/** The account that a step asks, about these things; each question to it is a line to paste. Throws Unfilled. */
export function recordingAccount<Stated extends AwsPlace>(
  { stated, answers, asks }: GenericLookInputs<Stated>,
  accounts: Accounts,
  about: readonly Json[] = [],
) {
  const asked = recordingQuestions(accountIn(accounts, stated, answers, about));
  asks(() => asked.queries);
  return asked;
}
