import { expect, it } from "vitest";
import { runLine } from "../../../src/slack/messages/replies/run-lists.ts";

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

it("names what a run is about, if anything", () => {
  expect(runLine(row("orders-alb (eu-west-1)"))).toContain("*alb*: orders-alb (eu-west-1), open");
  expect(runLine(row(""))).toContain("*alb*: open");
});
