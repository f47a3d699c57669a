import { describe, expect, it } from "vitest";
import type { Drawing } from "../../src/language/picture.ts";
import type { Run } from "../../src/run/run.ts";
import { newestComparison, picturesOf } from "../../src/run/slices/looks.ts";
import { after, begun, did, evidence } from "../engine/runs.ts";
import { small } from "../language/flows.ts";

/** The run after a probe saw this picture, and the visit with it. */
function saw(run: Run, picture?: Drawing) {
  const visit = run.visits.at(-1)?.id ?? "";
  const seen = { ...evidence("quiet"), ...(picture === undefined ? {} : { picture }) };
  const next = after(run, { kind: "observed", visit, startedAt: 0, evidence: seen }, "handrail");
  return { run: next, pictures: picturesOf(next, next.visits.at(-1) ?? next.visits[0] ?? never()) };
}

const start = () => begun(small);
const chart = { from: 1_000, periodSeconds: 60, requests: [10, null, 30], failures: [1, 0, 2] };
const failures: Drawing = {
  ...{ kind: "failures", called: "503", chart, requests: 40, failures: 3, changes: [] },
};

describe("the pictures of a visit", () => {
  it("are none before anything was seen, and where there was nothing to draw", () => {
    const run = start();
    expect(picturesOf(run, run.visits[0] ?? never())).toEqual([]);
    expect(saw(start()).pictures).toEqual([]);
  });

  it("are what the evidence has, with the changes marked", () => {
    expect(saw(start(), failures).pictures).toEqual([failures]);
    const changed = { ...saw(start(), failures).run, changes: [5_000] };
    const [visit = never()] = changed.visits;
    expect(picturesOf(changed, visit)).toEqual([{ ...failures, changes: [5_000] }]);
  });
});

describe("before and after", () => {
  const side = { requests: 40, failures: 3, chart };
  const compared: Drawing = {
    ...{ kind: "comparison", called: "503", before: side, after: { ...side, failures: 0 } },
    change: 1_000,
  };

  it("are those of the newest look that compared them", () => {
    const first = saw(start(), compared);
    const again = did(small, first.run, {
      kind: "lookAgain",
      visit: first.run.visits[0]?.id ?? "",
    });
    const second = saw(again, { ...compared, change: 2_000 });
    expect(newestComparison(second.run)).toMatchObject({ change: 2_000 });
    expect(newestComparison(saw(start(), failures).run)).toBeUndefined();
  });

  it("are taken back when someone goes back behind them", () => {
    const { run } = saw(start(), compared);
    const visits = run.visits.map((visit) => ({ ...visit, superseded: true }));
    expect(newestComparison({ ...run, visits })).toBeUndefined();
  });
});

function never(): never {
  throw new Error("There is no such visit.");
}
