import { expect, it } from "vitest";
import { runLine } from "../../../src/slack/messages/replies/run-line.ts";

const row = (subject: string) => ({
  id: "r1",
  flow: "alb",
  version: 1,
  subject,
  exclusive: true,
  status: "open" as const,
  place: { team: "T1", channel: "C1" },
  driver: "U0ANA",
  startedAt: 0,
  revision: 3,
});

it("names the load balancer with its region, and one of an older row by the name in its ARN", () => {
  expect(runLine(row("orders-alb (eu-west-1)"))).toContain("*alb*: orders-alb (eu-west-1), open");
  const arn = "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/orders-alb/50dc";
  expect(runLine(row(arn))).toContain("*alb*: orders-alb, open");
});
