import { describe, expect, it } from "vitest";
import type { Json } from "#flow";
import { linkNumbers } from "../../src/alb/links/link-numbers.ts";
import { links } from "../../src/alb/links/links.ts";
import { newestComparison, picturesOf } from "../../src/run/pictures.ts";
import type { Run } from "../../src/run/run.ts";
import { after, begun, did, evidence } from "../engine/runs.ts";
import { small } from "../language/flows.ts";

type Numbers = { readonly [name: string]: Json };

/** The run after a probe saw these numbers, and the visit with them. */
function saw(run: Run, probe: string, numbers: Numbers) {
  const visit = run.visits.at(-1)?.id ?? "";
  const seen = { ...evidence("quiet"), probe: `${probe}@1`, numbers };
  const next = after(run, { kind: "observed", visit, startedAt: 0, evidence: seen }, "handrail");
  return { run: next, pictures: picturesOf(next, next.visits.at(-1) ?? next.visits[0] ?? never()) };
}

const start = () => begun(small);
const chart = { from: 1_000, periodSeconds: 60, requests: [10, null, 30], failures502: [1, 0, 2] };
const drawn = { from: 1_000, periodSeconds: 60, requests: [10, null, 30], failures: [1, 0, 2] };

describe("the pictures of a visit", () => {
  it("are none before anything was seen", () => {
    const run = start();
    expect(picturesOf(run, run.visits[0] ?? never())).toEqual([]);
  });

  it("show the 502s of the load balancer over time", () => {
    const { pictures } = saw(start(), "alb.pattern", { requests: 40, failures502: 3, chart });
    expect(pictures).toEqual([
      { kind: "failures", chart: drawn, requests: 40, failures: 3, changes: [] },
    ]);
  });

  it("are none where nothing failed, or where an older version kept no series", () => {
    expect(saw(start(), "alb.pattern", { requests: 40, failures502: 0, chart }).pictures).toEqual(
      [],
    );
    expect(saw(start(), "alb.pattern", { requests: 40, failures502: 3 }).pictures).toEqual([]);
  });

  it("show the request path with what is known of each link", () => {
    const nginx = { kind: "nginx", closes: { how: "read", state: "closes" } } as const;
    const [link] = links({ idleTimeoutSeconds: 60, servers: [nginx] }).map(linkNumbers);
    const odd = { ...link, server: 7 };
    const strange = { ...link, serverCloses: "sometimes", verdict: "unknown" };
    expect(saw(start(), "alb.timeouts", { links: [link ?? null, odd, strange] }).pictures).toEqual([
      {
        kind: "path",
        links: [
          {
            client: "the load balancer",
            keeps: { kind: "seconds", seconds: 60 },
            server: "nginx",
            closes: { kind: "closes" },
            verdict: "no-reuse",
          },
          expect.objectContaining({ closes: { kind: "unknown" }, verdict: "unknown" }),
        ],
      },
    ]);
  });

  it("show the idle times of failed requests where logs were read", () => {
    const gapHistogram = {
      binSeconds: 0.5,
      from: 0,
      failures: [0, 3],
      controls: [9, 9],
      timeout: { seconds: 0.7, low: 0.6, high: 0.8 },
    };
    expect(saw(start(), "alb.logs", { gapHistogram }).pictures).toEqual([
      { kind: "gaps", ...gapHistogram },
    ]);
    expect(
      saw(start(), "alb.logs", { gapHistogram: { ...gapHistogram, of: 12 } }).pictures,
    ).toEqual([{ kind: "gaps", ...gapHistogram, of: 12 }]);
    const silent = { ...gapHistogram, failures: [0, 0] };
    expect(saw(start(), "alb.logs", { gapHistogram: silent }).pictures).toEqual([]);
    expect(saw(start(), "alb.logs", {}).pictures).toEqual([]);
  });
});

describe("before and after", () => {
  const counts = { before: { k: 3, n: 40 }, after: { k: 0, n: 50 } };
  const since = { ...chart, from: 500_000, failures502: [0, 0, 0] };

  it("are drawn with the chart that the first retest kept", () => {
    const first = saw(start(), "alb.retest", {
      ...counts,
      charts: { before: chart, after: since },
    });
    const again = did(small, first.run, {
      kind: "lookAgain",
      visit: first.run.visits[0]?.id ?? "",
    });
    const later = { ...since, from: 500_000, requests: [10, 20, 30] };
    const second = saw(again, "alb.retest", { ...counts, charts: { before: null, after: later } });
    expect(second.pictures).toEqual([
      {
        kind: "comparison",
        before: { failures: 3, requests: 40, chart: drawn },
        after: {
          failures: 0,
          requests: 50,
          chart: { from: 500_000, periodSeconds: 60, requests: [10, 20, 30], failures: [0, 0, 0] },
        },
        change: 500_000,
      },
    ]);
    expect(newestComparison(second.run)).toEqual(second.pictures[0]);
  });

  it("are not drawn where there is nothing to compare", () => {
    const without = {
      before: null,
      after: { k: 0, n: 50 },
      charts: { before: chart, after: since },
    };
    const { run, pictures } = saw(start(), "alb.retest", without);
    expect(pictures).toEqual([]);
    expect(newestComparison(run)).toBeUndefined();
  });

  it("are taken back when someone goes back behind them", () => {
    const looked = did(small, start(), { kind: "lookAgain", visit: start().visits[0]?.id ?? "" });
    expect(newestComparison(looked)).toBeUndefined();
    const { run } = saw(start(), "alb.retest", {
      ...counts,
      charts: { before: chart, after: since },
    });
    const visits = run.visits.map((visit) => ({ ...visit, superseded: true }));
    expect(newestComparison({ ...run, visits })).toBeUndefined();
  });
});

function never(): never {
  throw new Error("There is no such visit.");
}
