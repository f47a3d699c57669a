import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { ServerAnswer } from "../../../../src/alb/fields/field-builders.ts";
import { nginx, node, type Practice, region, startPractice } from "./practice.ts";

let practice: Practice;

beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());
beforeEach(() => practice.reset());

test("draws the path for a phone", async () => {
  const { drawing = [] } = await practice.look([nginx, node]);
  expect(drawing).toEqual([
    "client",
    "  │",
    "load balancer",
    "  │  keeps 60 s ▸ closes 90 s",
    "  │  ✓ 30 s to spare",
    "nginx",
    "  │  keeps 60 s ▸ closes 6 s",
    "  │  ✗ 54 s too early",
    "Node.js",
  ]);
});

test("gives the exact change, with what it brings with it", async () => {
  const [change] = (await practice.look([node])).remedies ?? [];
  expect(change?.lines.at(-1)).toBe("+ server.keepAliveTimeout = 70000");
  expect(change?.costs.join()).toContain("closeIdleConnections");
});

const granian: ServerAnswer = { kind: "Granian", closes: { how: "default" } };
const lowered = async () => (await practice.look([granian])).remedies?.at(-1);

test("completes the command that lowers the load balancer's timeout with region and ARN, and the one that undoes it", async () => {
  const seen = await lowered();
  const command = (seconds: number) =>
    `aws elbv2 modify-load-balancer-attributes --region ${region} --load-balancer-arn arn:aws:elasticloadbalancing:${region}:${practice.lab.accountId}:loadbalancer/app/shop/50dc6c495c0c9188 --attributes Key=idle_timeout.timeout_seconds,Value=${seconds}`;
  expect(seen).toMatchObject({ lines: [command(50)], undo: command(60) });
  expect(seen?.says).toContain("Granian cannot go above 60 s.");
});

test.each([
  ["safe", [0.1, 12], /No response was that slow: the longest in 7 days took 12 s\./],
  ["careful", [0.1, 45], /longest in 7 days took 45 s/],
  [
    "unsafe",
    [...Array(200).fill(0.1), 55],
    /cut responses off: .*55 s, though 99 of 100 .* 0\.1 s/,
  ],
  ["unsafe", [52, 55], /cut responses off: the longest in 7 days took 55 s\./],
] as const)(
  "holds a shorter timeout against how long responses take: %s",
  async (safety, seconds, says) => {
    practice.balancer.took = seconds;
    const seen = await lowered();
    expect(seen?.safety).toBe(safety);
    expect(seen?.says).toMatch(says);
  },
);

test("does not call a shorter timeout safe when response times were not read", async () => {
  practice.lab.faults.deny("cloudwatch:GetMetricData");
  expect(await lowered()).toMatchObject({ safety: "unknown" });
});

test("says beside the command where it would be undone, with what to write there", async () => {
  practice.balancer.tags = { "aws:cloudformation:stack-name": "web" };
  expect((await lowered())?.costs.join()).toMatch(/stack web .*Value: "50"/);
});
