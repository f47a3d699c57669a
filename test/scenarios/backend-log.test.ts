import { afterEach, expect, it } from "vitest";
import { scenarioNamed } from "../../lab/scenarios/index.ts";
import { type Staged, stageScenario } from "../../lab/scenarios/start.ts";
import { createProbes } from "../../src/alb/probes/create-probes.ts";
import { openAccount } from "../../src/aws/account.ts";
import { contextOf } from "../alb/probes/stage.ts";

const now = Date.UTC(2026, 10, 24, 15);
let staged: Staged | undefined;

afterEach(() => staged?.close());

it.each([
  ["inner-race", { finding: "upstream-closed", strength: "likely" }, "with 5xx of the targets"],
  ["keepalive-race", { finding: "silent" }, "left no trace"],
])(
  "the backend's log of %s is searched as a runbook does, and is %j",
  async (name, found, says) => {
    const scene = { seed: 1, periodSeconds: 60, settleSeconds: 180 };
    staged = await stageScenario(scenarioNamed(name), { ...scene, clock: () => now });
    const { endpoint, credentials } = staged.account;
    const region = "eu-central-1";
    const account = openAccount({ name: "practice", region, endpoint, credentials });
    const options = { metricPeriodSeconds: 60, metricSettleSeconds: 180, marginSeconds: 10 };
    const probes = createProbes({ accountFor: () => account, options });
    const facts = { loadBalancer: { name: "shop-web", region }, logGroup: "/ecs/shop-web" };
    const before = contextOf(facts, {}, now).context;
    const { facts: _, ...evidence } = await probes["alb.pattern"].look(before);
    const visits = [
      { ...before.run.visits[0], state: "over", evidence },
    ] as typeof before.run.visits;
    const seen = await probes["backend.logs"].look(contextOf(facts, { visits }, now).context);
    expect(seen).toMatchObject(found);
    expect(seen.says).toContain(says);
    expect(seen.numbers.scanned).toBeGreaterThan(1_000);
  },
);
