import type { Flow } from "#language";
import { followUpText } from "../../../run/labels.ts";
import type { Run } from "../../../run/run.ts";
import { type Checked, followUpsAfter, isOfFollowUps } from "../../../run/slices/follow-ups.ts";
import type { FollowUp } from "../../../run/state.ts";
import { section } from "../blocks/blocks.ts";
import { mention, shortLine } from "../blocks/escape.ts";
import { post } from "../blocks/keyed-message.ts";
import type { SideMessage } from "./side-messages.ts";

type FollowUps = Run["followUps"];

/** A message for each look at AWS that found something undone again: an edit of the list would call nobody. */
export function ticksLost(flow: Flow, run: Run): readonly SideMessage[] {
  let now: FollowUps = {};
  return run.log.flatMap((event, index) => {
    const before = now;
    if (isOfFollowUps(event)) now = followUpsAfter(before, event);
    if (event.kind !== "checked") return [];
    const lost = event.checks.filter(({ item }) => isDone(before[item]) && !isDone(now[item]));
    const lines = lost.map((one) => said(flow, run, one, before[one.item]));
    if (lines.length === 0) return [];
    const message = post(`check/${index}`, "thread", [section(lines.join("\n"))]);
    return [{ event: index, message }];
  });
}

const isDone = (followUp: FollowUp | undefined): boolean => followUp?.doneAt !== undefined;

const said = (
  flow: Flow,
  run: Run,
  { item, says }: Checked,
  before: FollowUp | undefined,
): string =>
  `${mention(before?.owner ?? run.driver)}, “${shortLine(followUpText(flow, item), 300)}” was done and is not any more. ${shortLine(says, 500)}`;
