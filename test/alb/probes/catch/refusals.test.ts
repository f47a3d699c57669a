import { expect, test } from "vitest";
import { quietScene } from "../../../../lab/alb/scenes.ts";
import type { Sending } from "../../../../src/alb/probes/retest/plan.ts";
import { noPermits } from "../../../../src/probes/request-permits.ts";
import type { Run } from "../../../../src/run/run.ts";
import { sending } from "../sending.ts";
import { contextOf, lookBy, NOW, options, shopWeb, stage, visitWith } from "../stage.ts";

const facts = { ...shopWeb, sendBefore: "Yes, send them", closes: 2, most: 400 };

async function look(changed: object, run: Partial<Run> = {}, more: Partial<Sending> = {}) {
  const { accountFor } = await stage(quietScene());
  const { context, traces } = contextOf({ ...facts, ...changed }, run);
  return {
    evidence: await lookBy("alb.catch", { accountFor, options, sending: { ...sending, ...more } })(
      context,
    ),
    traces,
  };
}

test.each([
  ["nobody was asked", { sendBefore: undefined }, "nobody agreed"],
  ["someone said no", { sendBefore: "No, send nothing" }, "nobody agreed"],
  ["nobody knows the idle timeout", { closes: undefined }, "it is not known after how many"],
  ["it is too long to wait for", { closes: 300 }, "300 s) cannot be aimed at"],
  [
    "the load balancer does not listen there",
    { url: "http://shop.example:81/" },
    "does not listen",
  ],
  ["no rule names the host", { url: "http://evil.example/" }, "no rule of shop-web names"],
])("nothing is sent or announced where %s", async (_, changed, says) => {
  const { evidence, traces } = await look(changed);
  expect(evidence).toMatchObject({ finding: "refused", says: expect.stringContaining(says) });
  expect(traces).toEqual([]);
});

test("a yes from before the change is none for after it", async () => {
  const { evidence, traces } = await look({}, { changes: [NOW - 60_000] });
  expect(evidence).toMatchObject({ finding: "refused" });
  expect(traces).toEqual([]);
});

test("nothing is sent again after a look that was interrupted, until someone asks anew", async () => {
  const trace = { says: "400 HEAD requests of its own", numbers: {} };
  const visit = { ...visitWith("", {}), id: "step#1", traces: [trace] };
  const { evidence, traces } = await look({}, { visits: [visit] });
  expect(evidence.finding).toBeNull();
  expect(evidence.says).toContain("interrupted after it had announced 400 HEAD requests");
  expect(traces).toEqual([]);
});

test("nothing is sent or announced where another look sends", async () => {
  const { evidence, traces } = await look({}, {}, { permits: noPermits });
  expect(evidence).toMatchObject({
    finding: null,
    says: expect.stringMatching(/^Nothing was sent/),
  });
  expect(traces).toEqual([]);
});
