import type { ActionsBlock, ActionsBlockElement, KnownBlock } from "@slack/types";
import type { Flow } from "#language";
import { checksOf } from "../../../run/labels.ts";
import type { Run } from "../../../run/run.ts";
import type { FollowUp } from "../../../run/state.ts";
import { actionId } from "../../requests/button-value.ts";
import { button, context, row, section } from "../blocks/blocks.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { clock, dayAndClock, shownDay } from "../blocks/times.ts";

// Two blocks each; a message takes 50.
const mostItems = 18;

type Items = { readonly [item: string]: string };

/** Follow-ups, each with its owner, its day, what AWS shows of it, and the ways to change that; and the way to ask AWS. */
export function checklist(flow: Flow, run: Run, items: Items): readonly KnownBlock[] {
  return list(flow, run, items, (item, line) => [
    section(line),
    controls(run, item, run.followUps[item] ?? {}),
  ]);
}

/** The same while the run is open: a button each, so that the way on is in sight. */
export function shortChecklist(flow: Flow, run: Run, items: Items): readonly KnownBlock[] {
  if (Object.keys(items).length === 0) return [];
  return [
    ...list(flow, run, items, (item, line) => [
      { ...section(line), accessory: nextButton(run, item) },
    ]),
    context("Once this runbook is closed, each can be given to anyone, and a day."),
  ];
}

/** Whoever takes one may tick it next. */
function nextButton({ id, followUps }: Run, item: string) {
  const { owner, doneAt } = followUps[item] ?? {};
  const of = { run: id, item };
  if (doneAt !== undefined) return button("Not done", { act: "reopenFollowUp", ...of });
  if (owner === undefined) return button("I'll take it", { act: "takeFollowUp", ...of });
  return button("Done", { act: "finishFollowUp", ...of });
}

function list(
  flow: Flow,
  run: Run,
  items: Items,
  shown: (item: string, line: string) => readonly KnownBlock[],
): readonly KnownBlock[] {
  const all = Object.entries(items);
  const more = all.length - mostItems;
  return [
    ...all.slice(0, mostItems).flatMap(([item, text]) => shown(item, lineOf(run, item, text))),
    ...(more > 0 ? [context(`And ${more} more in the runbook.`)] : []),
    ...checking(flow, run),
  ];
}

function lineOf(run: Run, item: string, text: string): string {
  const state = run.followUps[item] ?? {};
  return `${followUpLine(text, state)}${read(state)}`;
}

/** "☐ Retest after each tuning: @ana, by 1 Dec 2026" */
export function followUpLine(text: string, { owner, due, doneAt, doneBy }: FollowUp): string {
  const what = cut(escapeLine(text), 600);
  if (doneAt !== undefined) {
    const who = doneBy === undefined ? "" : ` by ${mention(doneBy)}`;
    return `☑ ${what}: done${doneBy === "handrail" ? ", as AWS shows" : who}, ${clock(doneAt)}`;
  }
  const when = due === undefined ? "" : `, by ${shownDay(due)}`;
  return `☐ ${what}: ${owner ? mention(owner) : "nobody has it yet"}${when}`;
}

/** What AWS shows, on a line of its own. */
const read = ({ checked }: FollowUp): string =>
  checked === undefined
    ? ""
    : `\n${cut(escapeLine(checked.says), 300)} _Read ${dayAndClock(checked.at)}._`;

/** Who does it, by when, and whether it is done. */
function controls(run: Run, item: string, { owner, due, doneAt }: FollowUp): ActionsBlock {
  const of = { run: run.id, item };
  if (doneAt !== undefined) return actions([button("Not done", { act: "reopenFollowUp", ...of })]);
  return actions([
    ...(owner === undefined ? [button("I'll take it", { act: "takeFollowUp", ...of })] : []),
    {
      type: "users_select",
      action_id: actionId({ act: "giveFollowUp", ...of }),
      placeholder: plain("Owner"),
      ...(owner === undefined ? {} : { initial_user: owner }),
    },
    {
      type: "datepicker",
      action_id: actionId({ act: "dateFollowUp", ...of }),
      placeholder: plain("By when"),
      ...(due === undefined ? {} : { initial_date: due }),
    },
    button("Done", { act: "finishFollowUp", ...of }),
  ]);
}

const actions = (elements: ActionsBlockElement[]): ActionsBlock => ({ type: "actions", elements });

const plain = (text: string) => ({ type: "plain_text", text, emoji: false }) as const;

/** Some follow-ups can be read in AWS: by a click, and daily after the close. */
function checking(flow: Flow, run: Run): readonly KnownBlock[] {
  if (checksOf(flow, run.visits).length === 0) return [];
  if (run.checking) return [context("Handrail is reading in AWS which of them are done.")];
  return row([button("Check in AWS", { act: "checkFollowUps", run: run.id })]);
}
