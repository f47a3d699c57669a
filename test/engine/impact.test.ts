import { expect, it } from "vitest";
import type { Impact } from "#flow";
import type { Drawing } from "../../src/language/picture.ts";
import { postmortem } from "../../src/postmortem/postmortem.ts";
import { foldLog } from "../../src/run/fold.ts";
import { flow, resolved, startedAt } from "../slack/messages/runs.ts";

it("the impact is what was counted, how long it lasted and what came after the change, not what it was", () => {
  const to = startedAt + 60_000;
  const impact: Impact = {
    ...{ requests: 240_000, failures: 12, how: "failed with 503", from: to - 10_800_000, to },
    since: startedAt - 7_200_000,
    beside: ["3 more ended in 504."],
  };
  const chart = { from: startedAt, periodSeconds: 60, requests: [1_000], failures: [0] };
  const picture: Drawing = {
    ...{ kind: "comparison", called: "503", change: startedAt },
    before: { failures: 12, requests: 240_000, chart },
    after: { failures: 0, requests: 90_000, chart },
  };
  const run = resolved();
  const log = run.log.map((event) => {
    if (event.kind !== "observed") return event;
    const seen = event.visit.startsWith("confirm") ? { impact } : { picture };
    const isOther = !/^(confirm|retest)/.test(event.visit);
    return isOther ? event : { ...event, evidence: { ...event.evidence, ...seen } };
  });
  const section = postmortem(flow, foldLog(log)).sections.find(({ name }) => name === "impact");
  const said = (section?.sentences ?? []).map(({ words }) =>
    words.map((word) => (typeof word === "string" ? word : "@")).join(""),
  );
  expect(said).toEqual([
    "12 of 240,000 requests failed with 503 (0.005 %) between @ and @.",
    "3 more ended in 504.",
    "Requests failed for about 2.1 hours, from @ until the change at @.",
    "Under the same load 12 of 240,000 (0.005 %) requests failed before the change, and 0 of 90,000 (0 %) after it.",
  ]);
});
