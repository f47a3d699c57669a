import { afterEach, expect, it } from "vitest";
import type { OnlyRule } from "../../src/run/permission/rules.ts";
import { createStage, type Stage } from "./stage.ts";

let stage: Stage;
afterEach(() => stage.close());

const textOf = ({ response }: { readonly response: object | null }) => JSON.stringify(response);

async function begun(only: OnlyRule, leads: readonly string[] = ["U0GRACE"]): Promise<string> {
  stage = await createStage({
    rules: { only: [only] },
    userGroups: [{ id: "S0LEADS", users: leads }],
  });
  await stage.ada.slash("C0INC", "/runbook small shop");
  await stage.work();
  return (await stage.engine.rows({ limit: 1 }))[0]?.id ?? "";
}

it("leaves stopping to a user group, and says so to everyone else", async () => {
  const run = await begun({ name: "leads stop", stop: ["S0LEADS"], ask: "#leads" });
  await stage.ada.slash("C0INC", "/runbook stop we are done");
  const refused = textOf(await stage.ada.submit());
  expect(refused).toMatch(/left to some people to stop a runbook.*rule: leads stop.*#leads/);
  expect((await stage.engine.read(run)).ending).toBeUndefined();
  expect(stage.refusals).toMatchObject([{ person: "U0ADA", deed: "stop", rule: "only" }]);
});

it("leaves the start of one runbook to some, and of others to all", async () => {
  const rule = { name: "drills", flows: ["small"], start: ["S0LEADS"] };
  const run = await begun(rule);
  expect(run).toBe("");
  expect(stage.refusals).toMatchObject([{ deed: "start", rule: "only" }]);
  await stage.grace.slash("C0INC", "/runbook small shop");
  expect(await stage.engine.rows({ limit: 9 })).toHaveLength(1);
});

it("leaves a runbook out of the lists of who may not see it", async () => {
  await begun({ name: "quiet", flows: ["small"], see: ["S0LEADS"] });
  expect(textOf(await stage.grace.slash("C0INC", "/runbook list"))).toContain("shop");
  expect(textOf(await stage.ada.slash("C0INC", "/runbook list"))).not.toContain("eu-west-1");
});
