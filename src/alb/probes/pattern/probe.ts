import type { Evidence } from "#language";
import { type Account, recording } from "../../../aws/account.ts";
import { type Cost, costReadings } from "../../../aws/cost.ts";
import { lengthOf, type MetricOptions, wholePeriods } from "../../../aws/window.ts";
import type { Look } from "../../../engine/ports.ts";
import { judgePattern } from "../../diagnosis/pattern.ts";
import { ruledOutSays } from "../../diagnosis/possible-causes.ts";
import type { PatternObservation } from "../../diagnosis/signs.ts";
import type { LoadBalancerRef } from "../../fields/builders.ts";
import { saidBy, unread } from "../signatures.ts";
import { asRuling, patternFacts, patternNumbers, shownBy } from "./numbers.ts";
import { observePattern } from "./observe.ts";

/** What the probe is made of. */
export interface PatternParts {
  readonly accountFor: (loadBalancer: LoadBalancerRef) => Account;
  readonly options: MetricOptions;
}

/**
 * The probe `alb.pattern`: what failed over the window of the fact `window`, and what the metrics make most probable. What AWS
 * does not tell is said in the evidence; it never rejects for that.
 */
export function pattern({ accountFor, options }: PatternParts): Look {
  return async (context): Promise<Evidence> => {
    const loadBalancer = context.run.facts.loadBalancer as LoadBalancerRef;
    const { account, queries, cost } = recording(accountFor(loadBalancer));
    const now = context.now();
    const settled = now - options.metricSettleSeconds * 1_000;
    const from = settled - lengthOf(context.run.facts.window);
    const window = wholePeriods(from, settled, now, options);
    const observed = await observePattern(account, loadBalancer, window, context);
    if (observed.kind === "unread") {
      return unread("alb.pattern", observed.why, {
        details: observed.details,
        numbers: { cost: { ...cost() } },
        queries,
      });
    }
    return seen(observed.observation, cost(), queries);
  };
}

function seen(observation: PatternObservation, cost: Cost, queries: readonly string[]): Evidence {
  const { causes, ...judgement } = judgePattern(observation);
  return {
    ...saidBy("alb.pattern"),
    ...judgement,
    ...shownBy(observation),
    rulings: causes.map(asRuling),
    ruledOut: ruledOutSays(causes),
    readings: [...judgement.readings, ...costReadings(cost)],
    numbers: { ...patternNumbers(observation), cost: { ...cost } },
    queries,
    facts: patternFacts(observation),
  };
}
