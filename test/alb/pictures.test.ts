import { describe, expect, it } from "vitest";
import { comparisonPicture, failuresPicture } from "../../src/alb/diagnosis/pattern/picture.ts";
import { gapPicture } from "../../src/alb/gaps/picture.ts";
import { linkNumbers } from "../../src/alb/links/link.ts";
import { pathLinks } from "../../src/alb/links/path-links.ts";
import { pathPicture } from "../../src/alb/links/picture.ts";

const chart = { from: 1_000, periodSeconds: 60, requests: [10, null, 30], failures502: [1, 0, 2] };
const drawn = { from: 1_000, periodSeconds: 60, requests: [10, null, 30], failures: [1, 0, 2] };

describe("502s over time", () => {
  it("are drawn with what was counted, and not at all where nothing failed", () => {
    expect(failuresPicture(chart, { requests: 40, failures: 3 })).toEqual({
      ...{ kind: "failures", called: "502", chart: drawn, requests: 40, failures: 3, changes: [] },
    });
    expect(failuresPicture(chart, { requests: 40, failures: 0 })).toBeUndefined();
  });
});

describe("before and after", () => {
  const counted = { requests: 40, failures: 3, chart };

  it("are drawn over the charts that they were counted from", () => {
    const since = { ...counted, failures: 0, chart: { ...chart, from: 500_000 } };
    expect(comparisonPicture(counted, since)).toMatchObject({
      before: { failures: 3, requests: 40, chart: drawn },
      after: { failures: 0, chart: { ...drawn, from: 500_000 } },
      change: 500_000,
    });
  });

  it("are not drawn where one of them is missing", () => {
    expect(comparisonPicture(null, counted)).toBeUndefined();
    expect(comparisonPicture({ ...counted, chart: null }, counted)).toBeUndefined();
    expect(comparisonPicture(counted, { ...counted, requests: 0 })).toBeUndefined();
  });
});

describe("the request path", () => {
  it("is drawn with what is known of each link", () => {
    const nginx = { kind: "nginx", closes: { how: "read", state: "closes" } } as const;
    const found = pathLinks({ idleTimeoutSeconds: 60, servers: [nginx] }).map(linkNumbers);
    expect(pathPicture(found)).toMatchObject({
      kind: "intervals",
      stops: ["Clients", "Load balancer", "nginx"],
      pairs: [
        {
          first: { says: "keeps idle connections", lasts: { kind: "seconds", seconds: 60 } },
          second: { says: "nginx closes them", lasts: { kind: "at-once" } },
          tone: "good",
          says: "never used twice",
          alt: "The load balancer keeps idle connections for 60 s, nginx closes them after each response: no connection is used twice.",
        },
      ],
    });
    expect(pathPicture([])).toBeUndefined();
  });

  it("says by how much a server closes too early", () => {
    const node = { kind: "Node.js", closes: { how: "read", seconds: 5 } } as const;
    const found = pathLinks({ idleTimeoutSeconds: 60, servers: [node] }).map(linkNumbers);
    expect(pathPicture(found)?.pairs[0]).toMatchObject({
      tone: "bad",
      says: expect.stringMatching(/^closes \d+ s too early$/),
    });
  });
});

describe("idle times before failed requests", () => {
  const histogram = {
    ...{ binSeconds: 0.5, from: 0, failures: [0, 3], controls: [9, 9], of: 12 },
    timeout: { seconds: 0.7, low: 0.6, high: 0.8 },
  };

  it("are drawn with the timeout that stands out, where one does", () => {
    expect(gapPicture(histogram)).toMatchObject({
      title: "Closed after 0.7 s",
      mark: { seconds: 0.7, high: 0.8 },
      of: 12,
    });
    expect(gapPicture({ ...histogram, timeout: null })).toMatchObject({ mark: null });
  });

  it("are not drawn where no failed request was looked at", () => {
    expect(gapPicture({ ...histogram, failures: [0, 0] })).toBeUndefined();
    expect(gapPicture(null)).toBeUndefined();
  });
});
