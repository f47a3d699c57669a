import type { Run } from "../../../../run/run.ts";
import type { Visit } from "../../../../run/visits.ts";

/** Looks at one step one after the other, which share a message. */
export interface RepeatedLooks {
  readonly key: string;
  readonly event: number;
  /** The event that ended it, or the newest of the log. */
  readonly until: number;
  /** The newest of its visits: the one that is shown. */
  readonly visit: Visit;
}

/** What the thread shows of a run's visits: one that only looked again, or was answered anew, is edited and not posted again. */
export function repeatedLooksOf({
  visits,
  log,
}: Pick<Run, "visits" | "log">): readonly RepeatedLooks[] {
  const looks: RepeatedLooks[] = [];
  visits.forEach((visit, place) => {
    const until = visits[place + 1]?.event ?? log.length - 1;
    const before = looks.at(-1);
    if (before === undefined || !goesOn(before.visit, visit))
      looks.push({ key: `step/${visit.id}`, event: visit.event, until, visit });
    else looks[looks.length - 1] = { ...before, until, visit };
  });
  return looks;
}

/** The key of the message where a run stands. */
export const newestKey = (run: Pick<Run, "visits" | "log">): string =>
  repeatedLooksOf(run).at(-1)?.key ?? "";

/** What somebody chose without a look was said by them, and stays as it was said. */
const goesOn = ({ step, left, evidence }: Visit, next: Visit): boolean =>
  step === next.step &&
  (left?.how === "lookedAgain" ||
    left?.how === "answered" ||
    (left?.how === "chosen" && evidence !== undefined));
