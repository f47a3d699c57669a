import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { scenarioNamed } from "../../../../lab/scenarios/index.ts";
import { stageScenario } from "../../../../lab/scenarios/start.ts";
import { run } from "./run.ts";

test("the backend's log is searched where a log group is named, and no button is", async () => {
  const staged = await stageScenario(scenarioNamed("inner-race"), {
    ...{ clock: Date.now, seed: 1, periodSeconds: 60, settleSeconds: 0 },
  });
  const common = [
    "-l",
    "shop-web",
    "--region",
    "eu-central-1",
    "--json",
    "--no-logs",
    "--log-group",
  ];
  const there = JSON.parse(
    (await run(staged.account, tmpdir(), [...common, "/ecs/shop-web"])).stdout,
  );
  const gone = JSON.parse((await run(staged.account, tmpdir(), [...common, "/ecs/shop"])).stdout);
  await staged.close();
  expect(there.backend).toMatchObject({ finding: "upstream-closed" });
  expect(there.cost.backendUsd).toBeGreaterThan(0);
  expect(gone.backend.finding).toBe("unknown");
  expect(gone.backend.says).toMatch(/Similar: \/ecs\/shop-web\.$/);
});
