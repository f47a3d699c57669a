import type { KnownBlock } from "@slack/types";
import { context, header, section } from "../blocks/blocks.ts";
import { escapeText } from "../blocks/escape.ts";
import { ago } from "../blocks/times.ts";

/** How Handrail and what it needs are. */
export interface Wellbeing {
  /** Whole sentences on what is wrong with Handrail itself; empty while nothing is. */
  readonly reasons: readonly string[];
  /** Work that was given up, by kind, until someone asks to try again. */
  readonly dead: { readonly [kind: string]: number };
  /** How AWS answered last; milliseconds since the epoch. */
  readonly aws: {
    readonly answeredAt?: number;
    readonly problem?: { readonly at: number; readonly says: string };
  };
}

/** What is wrong, to stand at the top of App Home; nothing while all is well. */
export function troubles({ reasons, dead, aws }: Wellbeing): readonly KnownBlock[] {
  const count = Object.values(dead).reduce((sum, one) => sum + one, 0);
  const lines = [
    ...reasons.map(escapeText),
    ...(aws.problem
      ? [`AWS did not answer ${ago(aws.problem.at)}. ${escapeText(aws.problem.says)}`]
      : []),
    ...(count === 0 ? [] : [givenUp(count)]),
  ];
  return lines.length === 0 ? [] : [header("What needs attention"), ...lines.map(section)];
}

/** One quiet line at the end of App Home while all is well. */
export function allWell({ reasons, aws }: Wellbeing): readonly KnownBlock[] {
  if (reasons.length > 0 || aws.problem) return [];
  const answered =
    aws.answeredAt === undefined ? "AWS was not asked yet" : `AWS answered ${ago(aws.answeredAt)}`;
  return [context(`All is well: Slack is connected, ${answered}, and the record can be written.`)];
}

const givenUp = (count: number): string =>
  count === 1
    ? "One piece of work was given up. Its thread says why, with a button to try again."
    : `${count} pieces of work were given up. Their threads say why, with a button to try again.`;
