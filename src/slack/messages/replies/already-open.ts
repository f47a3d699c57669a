import type { Button } from "@slack/types";
import type { Run } from "../../../run/run.ts";
import { button, row, section } from "../blocks/blocks.ts";
import { linkLine, mention } from "../blocks/escape.ts";
import { dayAndClock } from "../blocks/times.ts";
import { subjectOf } from "../thread/subject.ts";
import { type PendingStart, startHandle } from "./pending-start.ts";
import { type Reply, reply } from "./reply.ts";

/**
 * A run of this flow and subject is open: join it or start another. `link` leads to its card.
 */
export function alreadyOpen(run: Run, pending: PendingStart, link?: string): Reply {
  const subject = subjectOf(run) ?? "this";
  const since = `open since ${dayAndClock(run.startedAt)}, driven by ${mention(run.driver)}`;
  const where = linkLine(link, "Go to its thread");
  return reply([
    section([`A runbook for ${subject} is ${since}.`, ...where].join("\n")),
    ...row([button("Join", { act: "join", run: run.id }, "primary"), ...anyway(pending)]),
  ]);
}

/** The same for whoever may not see that run: nothing is said of it but that it is there. */
export const openElsewhere = (pending: PendingStart): Reply =>
  reply([
    section(
      "A runbook for this is open already, in a channel that you are not in. Ask your colleagues where, so that not two of you do the same; or start one here.",
    ),
    ...row(anyway(pending)),
  ]);

function anyway(pending: PendingStart): readonly Button[] {
  const handle = startHandle("startAnyway", { ...pending, anyway: true });
  return handle ? [button("Start anyway", handle)] : [];
}
