import { expect, test } from "vitest";
import { accessLogs } from "../../../src/alb/probes/access-logs/probe.ts";
import { pattern as metrics } from "../../../src/alb/probes/pattern/probe.ts";
import { withHelp } from "../../../src/alb/probes/with-help.ts";
import { evidence } from "../../engine/runs.ts";

const loadBalancer = { name: "shop-web", region: "eu-central-1" };
const run = { facts: { loadBalancer }, visits: [] };
const saw = (finding: string, more = {}) => ({ ...evidence(finding), facts: null, ...more });

const races = ["keepalive-race", "inner-hop-race", "mixed"];
const noCause = ["quiet", "no-traffic", "too-few", "unclear", "logs-off", "not-delivered"];
const others = [...metrics.findings, ...accessLogs.findings].filter(
  (finding) => ![...races, ...noCause].includes(finding),
);

test.each([...new Set(others)])("%s says where to look, with what, and who owns it", (finding) => {
  const { next = [] } = withHelp(saw(finding, { next: ["First this."] }), run);
  expect(next[0]).toBe("First this.");
  expect(next[1]).toMatch(/^(Look|Ask) .*\.$/);
  expect(next[3]).toMatch(/own|belong/);
  const [, command = ""] = /^`(.*)`$/.exec(next[2] ?? "") ?? [];
  expect(command).toContain("--names shop-web");
  expect(command).not.toMatch(/[{}<>]/);
  const asked = [...command.matchAll(/aws \w+ (\S+)/g)].map(([, action]) => action);
  expect(asked.length).toBeGreaterThan(1);
  for (const action of asked) expect(action).toMatch(/^describe-/);
  for (const line of next) expect(line.length).toBeLessThan(700);
});

test("a load balancer is named by its ARN where that is known", () => {
  const arn =
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop-web/50dc";
  const known = { facts: { loadBalancer: { ...loadBalancer, arn } }, visits: [] };
  expect(withHelp(saw("tls"), known).next?.join()).toContain(`--load-balancer-arn ${arn} `);
});

test("what changed when the failures began is a command with that time", () => {
  const since = Date.UTC(2026, 10, 23, 3, 12);
  const impact = { requests: 10, failures: 3, how: "failed", from: since, to: since + 1, since };
  const pattern = saw("tls", { impact: { ...impact, beside: [] } });
  expect(withHelp(pattern, run).next?.at(-1)).toContain(
    "--start-time 2026-11-23T02:42:00Z --end-time 2026-11-23T03:17:00Z",
  );
  const visits = [{ superseded: false, evidence: pattern }] as never;
  expect(withHelp(saw("tls"), { ...run, visits }).next?.join()).toContain("02:42:00Z");
  expect(withHelp(saw("tls"), run).next?.join()).not.toContain("lookup-events");
});

test.each([...races, ...noCause])("%s keeps its own advice", (finding) => {
  expect(withHelp(saw(finding), run)).toEqual(saw(finding));
});
