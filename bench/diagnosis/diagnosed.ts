import { pathAnswer } from "../../lab/scenarios/hops.ts";
import type { Scenario } from "../../lab/scenarios/scenario.ts";
import { stageScenario } from "../../lab/scenarios/start.ts";
import { lookAtAll } from "../../src/alb/commands/diagnose/look-at-all.ts";
import { type Combined, combineVerdicts } from "../../src/alb/commands/diagnose/verdict.ts";
import { openAccount } from "../../src/aws/account.ts";

/** What a diagnosis said of one incident: by metrics alone, and by all that can be read. */
export interface Diagnosed {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly metrics: Said;
  readonly all: Said;
}

export type Said = Pick<Combined, "verdict" | "strength">;

/** Diagnoses an incident as `handrail diagnose` does, with the real probes over HTTP against the practice account. */
export async function diagnosed(scenario: Scenario, seed: number): Promise<Diagnosed> {
  const at = Math.floor(Date.now() / 60_000) * 60_000;
  const now = () => at;
  const staged = await stageScenario(scenario, {
    ...{ clock: now, seed, periodSeconds: 60, settleSeconds: 180 },
  });
  try {
    const { endpoint, credentials } = staged.account;
    const account = openAccount({
      ...{ name: "practice", region: "eu-central-1", endpoint, credentials },
      callsPerSecond: { elasticloadbalancing: 1_000, cloudtrail: 1_000 },
    });
    const loadBalancer = { name: "shop-web", region: "eu-central-1" };
    const path = pathAnswer(scenario.path);
    const looks = await lookAtAll({
      ...{ account, loadBalancer, now },
      facts: { loadBalancer, window: "3 hours", ...(path.length > 0 ? { path } : {}) },
      options: { metricPeriodSeconds: 60, metricSettleSeconds: 180, marginSeconds: 10 },
      signal: AbortSignal.timeout(120_000),
    });
    const alone = { ...looks, logs: null, timeouts: null };
    return { scenario, seed, metrics: combineVerdicts(alone), all: combineVerdicts(looks) };
  } finally {
    await staged.close();
  }
}
