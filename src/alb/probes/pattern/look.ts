import { judgePattern } from "../../diagnosis/pattern.ts";
import { ruledOutSays } from "../../diagnosis/possible-causes.ts";
import type { PatternObservation } from "../../diagnosis/signs.ts";
import { type Look, type Seen, unread, windowOf } from "../given.ts";
import { asRuling, patternFacts, patternNumbers, shownBy } from "./numbers.ts";
import { observePattern } from "./observe.ts";
import type { pattern } from "./probe.ts";

/** What AWS does not tell is said in the evidence. */
export const look: Look<typeof pattern> = async (given) => {
  const observed = await observePattern(given, windowOf(given));
  return observed.kind === "unread"
    ? unread(observed.why, { details: observed.details })
    : seen(observed.observation);
};

function seen(observation: PatternObservation): Seen<typeof pattern> {
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
