import { expect, it } from "vitest";
import { postmortem } from "../../src/postmortem/postmortem.ts";
import { fold } from "../../src/run/fold.ts";
import { flow, resolved, startedAt } from "../slack/messages/runs.ts";

it("the impact is what was counted, how long it lasted and what came after the change, not what it was", () => {
  const windowEnd = startedAt + 60_000;
  const numbers = {
    requests: 240_000,
    failures502: 12,
    windowStart: windowEnd - 10_800_000,
    windowEnd,
    since: startedAt - 7_200_000,
    failures503: 0,
    failures504: 3,
  };
  const chart = { from: startedAt, periodSeconds: 60, requests: [1_000], failures502: [0] };
  const counts = {
    before: { k: 12, n: 240_000 },
    after: { k: 0, n: 90_000 },
    charts: { before: chart, after: chart },
  };
  const run = resolved();
  const log = run.log.map((event) => {
    if (event.kind !== "observed") return event;
    const seen = event.visit.startsWith("confirm") ? numbers : counts;
    const isOther = !/^(confirm|retest)/.test(event.visit);
    return isOther ? event : { ...event, evidence: { ...event.evidence, numbers: seen } };
  });
  const impact = postmortem(flow, fold(log)).sections.find(({ name }) => name === "impact");
  const said = (impact?.sentences ?? []).map(({ words }) =>
    words.map((word) => (typeof word === "string" ? word : "@")).join(""),
  );
  expect(said).toEqual([
    "12 of 240,000 requests failed with 502 (0.005 %) between @ and @.",
    "3 more ended in 504 (a target was silent for too long).",
    "Requests failed for about 2.1 hours, from @ until the change at @.",
    "Under the same load 12 of 240,000 (0.005 %) requests failed before the change, and 0 of 90,000 (0 %) after it.",
  ]);
});
