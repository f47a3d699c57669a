import { type Act, actRules } from "../act.ts";
import type { Run } from "../run.ts";
import type { ActRule, Right, TakenAct } from "../slices/slice.ts";

/** What somebody may want of a run: to do something to it, to start one, or to read something of it. */
export type Deed = Act["kind"] | "start" | ReadingRight;

/** What can be read of a run; `list` and `home` name runs among others, `form` opens one that shows what is known. */
export const readingRights = [
  "catchUp",
  "status",
  "postmortem",
  "evidence",
  "form",
  "list",
  "home",
] as const;
export type ReadingRight = (typeof readingRights)[number];

/** The rights that a deed may need: its own, or, where it takes back what others did, theirs. */
export const deedRights = (deed: Deed): readonly Right[] =>
  isAct(deed) && actRules[deed].takesBack ? [actRules[deed].right, ...ofOthers] : [rightOf(deed)];

const ofOthers = ["confirm", "stop", "publish"] as const satisfies readonly Right[];

/** What this act takes back in a run as it is now. */
export function takenBy(run: Run, act: Act): TakenAct | undefined {
  const rule: ActRule<never, unknown> = actRules[act.kind];
  return rule.takesBack?.(run, act as never);
}

export const rightOf = (deed: Deed): Right =>
  deed === "start" ? "start" : isAct(deed) ? actRules[deed].right : "see";

const isAct = (deed: Deed): deed is Act["kind"] => Object.hasOwn(actRules, deed);
