import { describe, expect, test } from "vitest";
import type { Run } from "../../../../src/run/run.ts";
import { facts, look } from "../measure/account.ts";
import { contextOf, lookBy, visitWith } from "../stage.ts";

describe("a measurement in alb.timeouts", () => {
  const path = [
    { kind: "Node.js http (v20 late, v22 - v26)", closes: { how: "default" }, port: 3000 },
  ];
  const closes = { how: "measured", seconds: 75, where: "10.0.1.5:3000" };
  const atTen = Date.UTC(2026, 10, 23, 10);

  async function compare(run: object) {
    const { account } = await look([], { idleSeconds: 60 });
    const options = { metricPeriodSeconds: 60, metricSettleSeconds: 0 };
    const probe = lookBy("alb.timeouts", { accountFor: () => account, options });
    return probe(contextOf({ ...facts, path }, run as Partial<Run>).context);
  }
  const measured = visitWith("keepalive.measure@1", { at: atTen, closes });
  const described = (at: number) => [{ kind: "answered", at, answers: { path } }];

  test("counts instead of the description, with where and when it was made", async () => {
    const seen = await compare({ visits: [measured], log: described(atTen - 1) });
    expect(seen.finding).toBe("long-enough");
    expect(seen.details[0]).toBe(
      "Measured (10.0.1.5:3000, 10:00 UTC): Node.js closes idle connections after 75 s. It counts instead of what was described: Node.js closes idle connections after 6 s.",
    );
    expect(seen.readings[0]?.source).toContain("measured, 10.0.1.5:3000, 10:00 UTC");
  });

  test("does not count once the path is described anew, a change is rolled out, or it is taken back", async () => {
    const later = await compare({ visits: [measured], log: described(atTen + 1) });
    expect(later.finding).toBe("too-short");
    const rolled = await compare({ visits: [measured], log: [], changes: [atTen + 1] });
    expect(rolled.finding).toBe("too-short");
    const taken = await compare({ visits: [{ ...measured, superseded: true }], log: [] });
    expect(taken.finding).toBe("too-short");
  });

  test("that says nothing leaves the description", async () => {
    const none = visitWith("keepalive.measure@1", { at: atTen, closes: null });
    expect((await compare({ visits: [none], log: [] })).finding).toBe("too-short");
  });
});
