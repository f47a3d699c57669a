import type { ActionsBlock, ActionsBlockElement, KnownBlock, MrkdwnOption } from "@slack/types";
import type { Flow } from "#language";
import { checksOf, followUpText } from "../../../run/labels.ts";
import type { Run } from "../../../run/run.ts";
import {
  type CheckedFollowUp,
  followUpsAfter,
  isOfFollowUps,
} from "../../../run/slices/follow-ups.ts";
import type { FollowUp } from "../../../run/state.ts";
import { button, context, type MenuEntry, menu, row, section } from "../blocks/blocks.ts";
import { escapeLine, mention, shortLine } from "../blocks/escape.ts";
import { actionId } from "../blocks/handle.ts";
import { blockLimits, cutText } from "../blocks/limits.ts";
import { keyedMessage, type SideMessage } from "../blocks/message.ts";
import { clockToken, dayAndClock, shownDay } from "../blocks/times.ts";

// Two blocks each; a message takes 50.
const mostItems = 18;

type Items = { readonly [item: string]: string };

/** Follow-ups, each with its owner, its day, what was seen of it, and the ways to change that; and the way to have it looked up. */
export function checklist(flow: Flow, run: Run, items: Items): readonly KnownBlock[] {
  const { open, done } = parted(run, items);
  const shown = open.slice(0, mostItems);
  const more = open.length - shown.length;
  return [
    ...shown.flatMap(([item, text]) => [
      section(lineOf(run, item, text)),
      controls(run, item, run.followUps[item] ?? {}),
    ]),
    ...(more > 0 ? [context(`And ${more} more in the runbook.`)] : []),
    ...(done.length === 0 ? [] : [section(doneLines(run, done))]),
    ...checking(flow, run, done),
  ];
}

/** The same while the run is open: one tap takes and ticks what is done. */
export function shortChecklist(run: Run, items: Items): readonly KnownBlock[] {
  const { open, done } = parted(run, items);
  if (open.length + done.length === 0) return [];
  return [
    ...(open.length === 0 ? [] : [section("Tick what is done."), boxes(run, open)]),
    ...open.flatMap(([item, text]) => besideBox(text, run.followUps[item] ?? {})),
    ...(done.length === 0 ? [] : [context(doneInShort(run, done))]),
    ...(run.checking ? [context(reading)] : []),
  ];
}

type Item = readonly [item: string, text: string];

function parted({ followUps }: Run, items: Items) {
  const isDone = ([item]: Item) => followUps[item]?.doneAt !== undefined;
  const all = Object.entries(items);
  return { open: all.filter((one) => !isDone(one)), done: all.filter(isDone) };
}

const doneLines = (run: Run, done: readonly Item[]): string =>
  cutText(done.map(([item, text]) => lineOf(run, item, text)).join("\n"), blockLimits.section);

/** What was read of them stands in the list after the close. */
const doneInShort = ({ followUps }: Run, done: readonly Item[]): string =>
  cutText(
    done.map(([item, text]) => followUpLine(text, followUps[item] ?? {})).join("\n"),
    blockLimits.section,
  );

/** Each open follow-up as a box. Its block's name tells what is left, so that Slack begins anew with none ticked. */
function boxes({ id: run, followUps }: Run, open: readonly Item[]): ActionsBlock {
  const left = open.map(([item]) => item);
  return {
    type: "actions",
    block_id: `tick:${left.join(":")}`.slice(0, 255),
    elements: [
      {
        type: "checkboxes",
        action_id: actionId({ act: "finishFollowUp", run }),
        options: open.slice(0, blockLimits.boxes).map((one) => box(one, followUps)),
      },
    ],
  };
}

const box = ([item, text]: Item, followUps: Run["followUps"]): MrkdwnOption => ({
  value: item,
  text: { type: "mrkdwn", text: boxText(text, followUps[item] ?? {}) },
});

function boxText(text: string, { owner }: FollowUp): string {
  const who = owner === undefined ? "" : ` (${mention(owner)})`;
  return `${shortLine(text, blockLimits.box - who.length)}${who}`;
}

/** In full where a box cuts it short, and what was seen of it. */
function besideBox(text: string, followUp: FollowUp): readonly KnownBlock[] {
  const { checked } = followUp;
  const isCut = !boxText(text, followUp).startsWith(escapeLine(text));
  const lines = [
    ...(isCut ? [`• ${shortLine(text, 600)}`] : []),
    ...(checked === undefined ? [] : [shortLine(checked.says, 300)]),
  ];
  return lines.length === 0 ? [] : [context(lines.join("\n"))];
}

function lineOf(run: Run, item: string, text: string): string {
  const state = run.followUps[item] ?? {};
  return `${followUpLine(text, state)}${read(state)}`;
}

/** "☐ Retest after each tuning: @ana, by 1 Dec 2026" */
export function followUpLine(text: string, { owner, due, doneAt, doneBy }: FollowUp): string {
  const what = shortLine(text, 600);
  if (doneAt !== undefined) {
    const who = doneBy === undefined ? "" : ` by ${mention(doneBy)}`;
    return `☑ ${what}: done${doneBy === "handrail" ? ", as Handrail saw" : who}, ${clockToken(doneAt)}`;
  }
  const when = due === undefined ? "" : `, by ${shownDay(due)}`;
  return `☐ ${what}: ${owner ? mention(owner) : "nobody has it yet"}${when}`;
}

const read = ({ checked }: FollowUp): string =>
  checked === undefined
    ? ""
    : `\n${shortLine(checked.says, 300)} _Read ${dayAndClock(checked.at)}._`;

function controls(run: Run, item: string, { owner, due }: FollowUp): ActionsBlock {
  const of = { run: run.id, item };
  const done = { value: item, text: plain("Done") };
  return actions(`tick:${item}`, [
    {
      type: "checkboxes",
      action_id: actionId({ act: "finishFollowUp", run: run.id }),
      options: [done],
    },
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
  ]);
}

const actions = (name: string, elements: ActionsBlockElement[]): ActionsBlock => ({
  ...{ type: "actions", block_id: cutText(name, 255) },
  elements,
});

const plain = (text: string) => ({ type: "plain_text", text, emoji: false }) as const;

/** Some follow-ups can be looked up: by a click, and daily after the close. What is ticked can be unticked. */
function checking(flow: Flow, run: Run, done: readonly Item[]): readonly KnownBlock[] {
  const canBeRead = checksOf(flow, run.visits).length > 0;
  const entries = done.map(([item, text]): MenuEntry => {
    return { label: cutText(`Untick: ${text}`, blockLimits.option), act: "reopenFollowUp", item };
  });
  return [
    ...(canBeRead && run.checking ? [context(reading)] : []),
    ...row(
      canBeRead && !run.checking
        ? [button("Check now", { act: "checkFollowUps", run: run.id })]
        : [],
      menu({ run: run.id, key: "done" }, entries),
    ),
  ];
}

const reading = "Handrail is looking which of them are done.";

type FollowUps = Run["followUps"];

/** A message for each look that found something undone again: an edit of the list would call nobody. */
export function ticksLost(flow: Flow, run: Run): readonly SideMessage[] {
  let now: FollowUps = {};
  return run.log.flatMap((event, index) => {
    const before = now;
    if (isOfFollowUps(event)) now = followUpsAfter(before, event);
    if (event.kind !== "checked") return [];
    const lost = event.checks.filter(({ item }) => isDone(before[item]) && !isDone(now[item]));
    const lines = lost.map((one) => said(flow, run, one, before[one.item]));
    if (lines.length === 0) return [];
    const message = keyedMessage(`check/${index}`, "thread", [section(lines.join("\n"))]);
    return [{ event: index, message }];
  });
}

const isDone = (followUp: FollowUp | undefined): boolean => followUp?.doneAt !== undefined;

const said = (
  flow: Flow,
  run: Run,
  { item, says }: CheckedFollowUp,
  before: FollowUp | undefined,
): string =>
  `${mention(before?.owner ?? run.driver)}, “${shortLine(followUpText(flow, item), 300)}” was done and is not any more. ${shortLine(says, 500)}`;
