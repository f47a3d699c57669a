import type { Flow } from "#flow";
import type { Run } from "../../engine/run.ts";
import type { Brought } from "./asides.ts";
import { section } from "./blocks.ts";
import { endingLine } from "./ending.ts";
import { escapeLine, mention } from "./escape.ts";
import { post } from "./post.ts";
import { subjectOf } from "./subject.ts";
import { verdicts } from "./verdict.ts";

/**
 * What the channel sees, each a post of its own and at most one of each: the start where the card
 * is a reply, the first verdict, a verdict that changed, the close. With the published summary
 * never more than five.
 */
export function broadcasts(flow: Flow, run: Run): readonly Brought[] {
  const [first, ...later] = verdicts(flow, run);
  const changed = later.find(({ word }) => word !== first?.word);
  return [
    ...(run.place.threadTs === undefined
      ? []
      : [brought(run, run.startedAt, "start", start(flow, run))]),
    ...(first ? [brought(run, first.at, "verdict", `${about(flow, run)}: ${first.says}`)] : []),
    ...(changed ? [brought(run, changed.at, "changed", change(flow, run, changed.says))] : []),
    ...(run.ending ? [brought(run, run.ending.at, "close", close(flow, run))] : []),
  ];
}

function brought(run: Run, at: number, name: string, mrkdwn: string): Brought {
  const event = Math.max(
    0,
    run.log.findLastIndex((one) => one.at <= at),
  );
  return { event, message: post(`broadcast/${name}`, "broadcast", [section(mrkdwn)]) };
}

const about = (flow: Flow, run: Run): string =>
  subjectOf(flow, run) ?? `*${escapeLine(flow.title)}*`;

const start = (flow: Flow, run: Run): string =>
  `${mention(run.startedBy)} started the runbook *${escapeLine(flow.title)}* for ${about(flow, run)}. It runs in this thread.`;

const change = (flow: Flow, run: Run, says: string): string =>
  `The verdict for ${about(flow, run)} changed. ${says}`;

const close = (flow: Flow, run: Run): string =>
  run.ending ? `${about(flow, run)}: ${endingLine(flow, run, run.ending)}` : "";
