import { afterAll, beforeAll, expect, test } from "vitest";
import { type Incident, startIncident } from "../../../../lab/incident.ts";
import { openAccount } from "../../../../src/aws/account.ts";
import type { Run } from "../../../../src/run/run.ts";
import { sending } from "../sending.ts";
import { contextOf, lookBy, visitWith } from "../stage.ts";

/** A small site whose backend really closes after a good second: few connections, so that bursts meet most of them. */
let incident: Incident;

beforeAll(async () => {
  incident = await startIncident({
    ...{ requestsPerSecond: 12, slots: 24, keepAliveMs: 200, delayMs: 8, idleSeconds: 20 },
    ...{ periodSeconds: 1, settleSeconds: 0, fillSeconds: 0.5, measureSeconds: 1.5 },
  });
  incident.setTraffic(4);
});
afterAll(() => incident.close());

async function look(more: Partial<Run> = {}) {
  const account = openAccount({
    name: "practice",
    region: incident.region,
    endpoint: incident.awsEndpoint,
    credentials: incident.credentials,
    callsPerSecond: { elasticloadbalancing: 1_000 },
  });
  const facts = {
    loadBalancer: { name: incident.loadBalancer.name, region: incident.region },
    ...{ sendBefore: "Yes, send them", sendAfter: "Yes, send them", closes: 1.2, most: 180 },
  };
  const options = { metricPeriodSeconds: 1, metricSettleSeconds: 0 };
  const { context, traces, reports } = contextOf(facts, more, Date.now());
  const probe = lookBy("alb.catch", { accountFor: () => account, options, sending });
  const signal = AbortSignal.timeout(60_000);
  return { evidence: await probe({ ...context, now: Date.now, signal }), traces, reports };
}

const count = (json: unknown): { k: number; n: number } => json as { k: number; n: number };

test("a real race is caught before the backend is fixed, and not after", async () => {
  const caught = await look();
  const { aimed } = caught.evidence.numbers;
  expect(caught.evidence).toMatchObject({ finding: "caught", strength: "shown" });
  expect(count(aimed).k).toBeGreaterThanOrEqual(2);
  expect(caught.traces).toHaveLength(1);
  expect(caught.evidence.numbers.own).toMatchObject([{ requests: 180 }]);
  expect(caught.reports.at(-1)).toMatchObject({ share: 1, secondsLeft: 0 });
  incident.setKeepAlive(30, 0);
  const before = visitWith("alb.catch@1", caught.evidence.numbers);
  const evidence = { ...before.evidence, finding: "caught" };
  const visits = [{ ...before, evidence, enteredAt: Date.now() }];
  const later = (await look({ visits, changes: [Date.now() + 1] })).evidence;
  expect(count(later.numbers.aimed).k).toBe(0);
  expect(later.says).toContain(`before the change ${count(aimed).k} of ${count(aimed).n} did`);
  expect(["not-caught", "not-enough"]).toContain(later.finding);
});
