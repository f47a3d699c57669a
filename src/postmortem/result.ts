import type { Flow } from "#language";
import { choiceLabel, stepOf } from "../run/labels.ts";
import { visitOf } from "../run/log-lookup.ts";
import type { Run } from "../run/run.ts";
import { counting, isRetest, type Recorded, recorded } from "./records.ts";

/** What a run came to, for a line or two: what was changed last, and what was counted since. */
export interface Result {
  readonly changed?: string;
  readonly counted?: string;
}

/** Only what is recorded: nothing where no change was stated, or nothing was counted after it. */
export function result(flow: Flow, run: Run): Result {
  const at = run.changes.at(-1);
  const chosen = recorded(run, "chosen").findLast((one) => one.at === at);
  const retest = counting(run).findLast((one) => isRetest(one) && one.evidence.finding !== null);
  return {
    ...(chosen === undefined ? {} : { changed: changed(flow, run, chosen) }),
    ...(retest === undefined ? {} : { counted: retest.evidence.says }),
  };
}

/** What was answered with it, or at its step; its own words where nothing was. */
function changed(flow: Flow, run: Run, { visit, choice, said }: Recorded<"chosen">): string {
  const answered = { ...visitOf(run, visit)?.said, ...said };
  const words = Object.values(answered).flatMap((one) => one.words);
  return words.length > 0 ? words.join("; then ") : choiceLabel(flow, stepOf(visit), choice);
}
