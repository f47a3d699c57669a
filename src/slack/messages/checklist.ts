import type { Button, KnownBlock } from "@slack/types";
import type { Step } from "#flow";
import type { FollowUp, Run } from "../../engine/run.ts";
import { button, context, row, section } from "./blocks.ts";
import { escapeLine, mention } from "./escape.ts";
import { cut } from "./limits.ts";
import { clock } from "./times.ts";

// Two blocks each; a message takes 50.
const mostItems = 18;

/** The follow-ups of a step, each with its owner and its buttons. */
export function checklist(run: Run, step: Step): readonly KnownBlock[] {
  const items = Object.entries(step.checklist ?? {});
  const more = items.length - mostItems;
  return [
    ...items.slice(0, mostItems).flatMap(([item, text]) => followUp(run, item, text)),
    ...(more > 0 ? [context(`And ${more} more in the runbook.`)] : []),
  ];
}

function followUp(run: Run, item: string, text: string): readonly KnownBlock[] {
  const state = run.followUps[item] ?? {};
  return [section(followUpLine(text, state)), ...row(buttons(run, item, state))];
}

/** "☐ Retest after each tuning: @ana" */
export function followUpLine(text: string, { owner, doneAt, doneBy }: FollowUp): string {
  const what = cut(escapeLine(text), 600);
  if (doneAt !== undefined) {
    return `☑ ${what}: done${doneBy ? ` by ${mention(doneBy)}` : ""} at ${clock(doneAt)}`;
  }
  return `☐ ${what}: ${owner ? mention(owner) : "nobody has it yet"}`;
}

function buttons(run: Run, item: string, state: FollowUp): readonly Button[] {
  if (state.doneAt !== undefined) return [];
  return [
    button("I'll take it", { act: "takeFollowUp", run: run.id, item }),
    button("Done", { act: "finishFollowUp", run: run.id, item }),
  ];
}
