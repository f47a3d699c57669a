import type { Flow } from "#language";
import type { Effect } from "./event.ts";
import { isChecking } from "./follow-ups.ts";
import { checksOf } from "./labels.ts";
import type { Run } from "./run.ts";

/** How long after the close AWS is read daily, in days: what is open then is read when someone asks. */
export const checkedDays = 14;

const daySeconds = 86_400;

/**
 * When follow-ups are read in AWS: when someone asks, when the run is closed, and then once a day for two weeks, so that what
 * was put back is noticed; not once people have decided on all of them.
 */
export function checkAfter(flow: Flow, before: Run | undefined, after: Run): readonly Effect[] {
  const last = after.log.at(-1);
  if (last?.kind === "checkAsked" || (last?.kind === "retried" && isChecking(after))) return [now];
  if (after.ending === undefined || !isUndecided(flow, after)) return [];
  if (before !== undefined && before.ending === undefined) return [now];
  const end = after.ending.at + checkedDays * daySeconds * 1_000;
  if (last?.kind !== "checked" || last.at + daySeconds * 1_000 > end) return [];
  return [{ kind: "check", afterSeconds: daySeconds }];
}

const now: Effect = { kind: "check", afterSeconds: 0 };

/** Whether nobody decided by hand on some follow-up that can be read in AWS. */
const isUndecided = (flow: Flow, { followUps, visits }: Run): boolean =>
  checksOf(flow, visits)
    .flatMap(({ items }) => Object.keys(items))
    .some((item) => followUps[item]?.byHand === undefined);
