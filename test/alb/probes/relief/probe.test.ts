import { afterEach, expect, test } from "vitest";
import type { Account } from "../../../../lab/aws/account.ts";
import type { Visit } from "../../../../src/run/visits.ts";
import { contextOf, lookBy, shopWeb, stage, visitWith } from "../stage.ts";

const opened: Account[] = [];
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

const node = { kind: "Node.js http (v20 late, v22 - v26)", closes: { how: "default" } } as const;

type Denied = Parameters<Awaited<ReturnType<typeof stage>>["practice"]["faults"]["deny"]>[0];

async function look(
  facts: Parameters<typeof contextOf>[0],
  deny?: Denied,
  visits: readonly Visit[] = [seen()],
) {
  const { practice, accountFor } = await stage();
  opened.push(practice);
  if (deny !== undefined) practice.faults.deny(deny);
  const probe = lookBy("alb.relief", { accountFor });
  return probe(contextOf({ ...shopWeb, ...facts }, { visits }).context);
}

const seen = (finding = "keepalive-race") => {
  const visit = visitWith("alb.pattern@1", {});
  return { ...visit, evidence: { ...visit.evidence, finding } };
};

test("recommends what is safe by a week of response times, with the command and the one that undoes it", async () => {
  const { finding, says, remedies = [], readings } = await look({ path: [node] });
  expect(finding).toBe("lower-idle-timeout");
  expect(says).toContain("lower the load balancer's idle timeout to 4 s");
  expect(remedies[0]?.lines[0]).toMatch(
    /^aws elbv2 modify-load-balancer-attributes --region \S+ --load-balancer-arn arn:\S+shop-web\S+ .*Value=4$/,
  );
  expect(remedies[0]?.undo).toMatch(/Value=60$/);
  const labels = readings.map(({ label }) => label).join();
  expect(labels).toMatch(
    /idle timeout.*Responses in 7 days.*Requests at the busiest.*Target group/,
  );
});

test("draws the path that it rests on, and shows the questions that it asked", async () => {
  const { drawing, queries } = await look({ path: [node] });
  expect(drawing?.at(-1)).toBe("Node.js");
  expect(queries.map((line) => line.split(" ")[2])).toContain("describe-target-health");
  expect(queries.join()).not.toMatch(/modify|deregister/);
});

test("goes by what earlier looks of the run found", async () => {
  const changes = visitWith("alb.changes@1", {
    changes: [{ at: 0, kind: "deregister", what: "deregistered a target of web", who: "ana" }],
  });
  const { finding, says } = await look({}, undefined, [seen("deploy"), changes]);
  expect(finding).toBe("hold-deploys");
  expect(says).toContain("ana deregistered a target of web");

  const logs = visitWith("alb.logs@1", {
    gapHistogram: { timeout: { seconds: 5, low: 4.8, high: 5.1 } },
  });
  expect((await look({}, undefined, [seen(), logs])).says).toContain("after 4.8 s by the gaps");
});

test("goes by what access logs name, not by what metrics suspected", async () => {
  const logs = visitWith("alb.logs@1", {});
  const named = (finding: string, strength: "likely" | "shown") => ({
    ...logs,
    evidence: { ...logs.evidence, finding, strength },
  });
  const deploys = [seen(), named("deploy", "likely")];
  expect((await look({ path: [node] }, undefined, deploys)).finding).toBe("hold-deploys");
  const race = [seen("deploy"), named("mixed", "shown")];
  expect((await look({ path: [node] }, undefined, race)).finding).toBe("lower-idle-timeout");
  const killed = await look({ path: [node] }, undefined, [
    seen(),
    named("killed-mid-request", "likely"),
  ]);
  expect(killed.remedies?.map(({ title }) => title).join()).not.toContain("idle timeout");
});

test("says what is missing when the idle timeout cannot be read", async () => {
  const action = "elasticloadbalancing:DescribeLoadBalancerAttributes";
  const { finding, says } = await look({ path: [node] }, action);
  expect(finding).toBeNull();
  expect(says).toMatch(/could not be read, so nothing can be said of what is safe.*Attributes/);
});

test("does without target health, and says so", async () => {
  const { finding, details } = await look(
    { path: [node] },
    "elasticloadbalancing:DescribeTargetHealth",
  );
  expect(finding).toBe("lower-idle-timeout");
  expect(details.join()).toContain("DescribeTargetHealth");
});
