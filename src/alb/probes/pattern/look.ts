import { ruledOutSays } from "../../diagnosis/causes/rule-on-causes.ts";
import { judgePattern } from "../../diagnosis/pattern/judge-pattern.ts";
import type { PatternObservation } from "../../diagnosis/pattern/signs.ts";
import { type AlbLook, type LookResult, settledWindow, unreadResult } from "../define-probe.ts";
import { asRuling, patternFacts, patternNumbers, shownBy } from "./numbers.ts";
import type { pattern } from "./probe.ts";
import { observePattern } from "./read-metrics.ts";

/** What AWS does not tell is said in the evidence. */
export const look: AlbLook<typeof pattern> = async (given) => {
  const observed = await observePattern(given, settledWindow(given));
  return observed.kind === "unread"
    ? unreadResult(observed.why, { details: observed.details })
    : seen(observed.observation);
};

function seen(observation: PatternObservation): LookResult<typeof pattern> {
  const { causes, ...judgement } = judgePattern(observation);
  return {
    ...judgement,
    ...shownBy(observation),
    rulings: causes.map(asRuling),
    ruledOut: ruledOutSays(causes),
    numbers: patternNumbers(observation),
    facts: patternFacts(observation),
  };
}
