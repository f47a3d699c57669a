import type { KnownBlock, ModalView } from "@slack/types";
import type { Flow } from "#language";
import type { Gone } from "../../../engine/catalogue.ts";
import { stepTitle } from "../../../run/labels.ts";
import type { Run } from "../../../run/run.ts";
import { currentVisit } from "../../../run/visits.ts";
import { section } from "../blocks/blocks.ts";
import { inOwnClock } from "../blocks/each-clock.ts";
import { escapeLine, linkLine, mention } from "../blocks/escape.ts";
import { toMrkdwn } from "../blocks/sentences.ts";
import { dayAndClock } from "../blocks/times.ts";
import { modal } from "../forms/modal.ts";
import { verdictSoFar } from "../thread/evidence/verdict.ts";
import { restingLine } from "../thread/reminders.ts";
import { endingLine, subjectInBold } from "../thread/run-words.ts";
import { waitingLine } from "../thread/step/waiting-words.ts";
import { watchedLine } from "../thread/step/watch-blocks.ts";
import { type Reply, replyWith } from "./ephemeral-reply.ts";

/** Where a run stands, in five lines; `link` is the permalink of its card. */
export const statusReply = (flow: Flow, run: Run, link?: string, gone?: Gone): Reply =>
  replyWith(statusBlocks(flow, run, link, gone));

/** The same as a modal. */
export const statusModal = (flow: Flow, run: Run, link?: string, gone?: Gone): ModalView =>
  modal("Where we stand", statusBlocks(flow, run, link, gone), {});

export function statusBlocks(
  flow: Flow,
  run: Run,
  link?: string,
  gone?: Gone,
): readonly KnownBlock[] {
  const subject = subjectInBold(run);
  const resting = restingLine(run);
  const watched = watchedLine(flow, run);
  const known = verdictSoFar(run)?.replaceAll("\n", " ");
  const lines = [
    `*${escapeLine(flow.title)}*${subject ? ` for ${subject}` : ""}`,
    `Known: ${known ?? "nothing yet."}`,
    run.ending ? endingLine(flow, run, run.ending) : here(flow, run),
    ...(resting === undefined ? [] : [resting]),
    ...(watched === undefined ? [] : [watched]),
    ...(gone ? [escapeLine(gone.says)] : []),
    `Driver: ${mention(run.driver)}. Started ${dayAndClock(run.startedAt)}.`,
    ...linkLine(link, "Open the thread"),
  ];
  return inOwnClock(run, [section(lines.join("\n"))]);
}

function here(flow: Flow, run: Run): string {
  const visit = currentVisit(run);
  const title = escapeLine(stepTitle(flow, visit.step));
  return `Now: ${title}. ${toMrkdwn(waitingLine(visit))}`;
}
