import type { Flow } from "#language";
import type { Run } from "../../../run/run.ts";
import type { Ending } from "../../../run/state.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { clock, dayAndClock, lasting } from "../blocks/times.ts";

/** How a run closed, in mrkdwn: the end's name, what it means, who closed it and when. */
export function endingLine(flow: Flow, run: Run, ending: Ending): string {
  const after = `${clock(ending.at)}, after ${lasting(run.startedAt, ending.at)}`;
  if (ending.outcome === "stopped") {
    const reason = cut(escapeLine(ending.reason ?? "none given"), 1_000);
    return `*Stopped* by ${mention(ending.by)} at ${after}.\nReason: ${reason}`;
  }
  const end = flow.ends[ending.end];
  const title = escapeLine(end?.title ?? ending.end);
  return `*${title}.* ${escapeLine(end?.say ?? "")}\nClosed by ${mention(ending.by)} at ${after}.`;
}

/** The same in a line for lists: "Resolved. Closed by @ana today 03:25, after 13 minutes." */
export function endingInShort(flow: Flow, run: Run, ending: Ending): string {
  const title = ending.outcome === "stopped" ? "Stopped" : flow.ends[ending.end]?.title;
  const after = `${dayAndClock(ending.at)}, after ${lasting(run.startedAt, ending.at)}`;
  return `${escapeLine(title ?? ending.end)}. Closed by ${mention(ending.by)} ${after}.`;
}
