import hello from "../../docs/examples/hello.ts";
import alb502 from "../../flows/alb-502-keepalive.ts";
import type { GapHistogram } from "../../src/alb/gaps/histogram.ts";
import { gapPicture } from "../../src/alb/gaps/picture.ts";
import type { LinkNumbers } from "../../src/alb/links/link.ts";
import { pathPicture } from "../../src/alb/links/picture.ts";
import { flowDrawing } from "../../src/language/flow-picture.ts";
import type { Chart, Drawing } from "../../src/language/picture.ts";

const minute = 60_000;
const from = Date.UTC(2026, 10, 27, 1, 3);

/** A chart of so many minutes with one failure every `every` minutes from `since` on. */
const chart = (minutes: number, every: number, since = 0, start = from): Chart => ({
  from: start,
  periodSeconds: 60,
  requests: Array.from({ length: minutes }, (_, at) => 1_300 + (at % 7) * 20),
  failures: Array.from({ length: minutes }, (_, at) => (at >= since && at % every === 0 ? 1 : 0)),
});

interface Timer {
  readonly kind: "seconds" | "at-least" | "never" | "closes" | "unknown";
  readonly seconds?: number;
}

interface DrawnLink extends Pick<LinkNumbers, "client" | "server" | "verdict"> {
  readonly keeps: Timer;
  readonly closes: Timer;
}

/** The request path as the first pack draws it. */
export const path = (...links: readonly DrawnLink[]): Drawing =>
  there(pathPicture(links.map(numbersOf)));

const numbersOf = ({ client, server, verdict, keeps, closes }: DrawnLink): LinkNumbers => ({
  ...{ client, server, verdict },
  ...{ clientKeeps: keeps.kind, clientKeepsSeconds: keeps.seconds ?? null },
  ...{ serverCloses: closes.kind, serverClosesSeconds: closes.seconds ?? null },
  marginSeconds:
    keeps.seconds === undefined || closes.seconds === undefined
      ? null
      : closes.seconds - keeps.seconds,
  needs: null as unknown as LinkNumbers["needs"],
});

function there(drawing: Drawing | undefined): Drawing {
  if (drawing === undefined) throw new Error("Nothing is drawn.");
  return drawing;
}

export const tooShort: DrawnLink = {
  client: "the load balancer",
  keeps: { kind: "seconds", seconds: 60 },
  server: "Node.js",
  closes: { kind: "seconds", seconds: 6 },
  verdict: "too-short",
};

const controls = Array.from({ length: 80 }, (_, bin) => 80 - bin);
const histogram: GapHistogram = {
  ...{ binSeconds: 0.25, from: 0, of: 0 },
  failures: controls.map((_, bin) => (bin === 19 ? 31 : 0)),
  controls,
  timeout: { seconds: 5, low: 4.9, high: 5.1 },
};
const gaps = there(gapPicture(histogram));

const change = from + 180 * minute;

/** Every kind of picture, and each with what makes it hard to draw. */
export const drawings: { readonly [name: string]: Drawing } = {
  "502s over time": {
    kind: "failures",
    called: "502",
    chart: chart(180, 6, 50),
    requests: 241_566,
    failures: 22,
    changes: [],
  },
  "502s over time with a change": {
    kind: "failures",
    called: "502",
    chart: chart(180, 6),
    requests: 241_566,
    failures: 30,
    changes: [from + 2 * minute, from + 140 * minute, change + minute],
  },
  "millions of requests of which all failed": {
    kind: "failures",
    called: "502",
    chart: { from, periodSeconds: 3_600, requests: [9_876_543, null], failures: [9_876_543, null] },
    requests: 1_234_567_890,
    failures: 1_234_567_890,
    changes: [],
  },
  "a single second": {
    kind: "failures",
    called: "502",
    chart: { from, periodSeconds: 1, requests: [1], failures: [1] },
    requests: 1,
    failures: 1,
    changes: [],
  },
  "before and after": {
    kind: "comparison",
    called: "502",
    before: { requests: 241_566, failures: 30, chart: chart(180, 6) },
    after: { requests: 120_000, failures: 0, chart: chart(90, 1_000, 1, change) },
    change,
  },
  "a short time after, in which it failed again": {
    kind: "comparison",
    called: "502",
    before: { requests: 12_345_678, failures: 987_654, chart: chart(180, 1) },
    after: { requests: 1_300, failures: 1, chart: chart(1, 1, 0, change) },
    change,
  },
  "weeks after the change": {
    kind: "comparison",
    called: "502",
    before: { requests: 241_566, failures: 30, chart: chart(180, 6) },
    after: {
      requests: 30_000_000,
      failures: 0,
      chart: {
        from: change,
        periodSeconds: 18_000,
        requests: Array.from({ length: 150 }, () => 200_000),
        failures: Array.from({ length: 150 }, () => 0),
      },
    },
    change,
  },
  "a value over time with its limit and a change": {
    ...{
      kind: "series",
      title: "ApproximateAgeOfOldestMessage",
      says: "Maximum, QueueName orders",
    },
    ...{ from, periodSeconds: 60, limit: { value: 300, name: "agreed" } },
    values: Array.from({ length: 60 }, (_, at) => (at === 20 ? null : at < 40 ? at * 90 : 120)),
    changes: [from + 39 * minute],
  },
  "values of all sizes below and above nothing, under a long name": {
    ...{
      kind: "series",
      title: "x".repeat(300),
      says: "y".repeat(300),
      from,
      periodSeconds: 3_600,
    },
    ...{ limit: { value: -3e300, name: "z".repeat(300) }, changes: [] },
    values: [null, 1e300, null, -1e-9, 0],
  },
  "a value that is not known at all": {
    ...{
      kind: "series",
      title: "up",
      says: "last",
      from,
      periodSeconds: 1,
      values: [],
      changes: [],
    },
  },
  "a short path": path(tooShort),
  "a long path with long names": path(
    {
      ...tooShort,
      server: "nginx",
      closes: { kind: "seconds", seconds: 75 },
      verdict: "long-enough",
    },
    {
      client: "nginx",
      keeps: { kind: "unknown" },
      server: "Apache Tomcat embedded in Spring Boot, behind a second nginx (2)",
      closes: { kind: "never" },
      verdict: "long-enough",
    },
    {
      client: "nginx",
      keeps: { kind: "at-least", seconds: 86_400 },
      server: "<script>&amp; uvicorn\u0007",
      closes: { kind: "closes" },
      verdict: "no-reuse",
    },
    { ...tooShort, client: "Envoy", closes: { kind: "seconds", seconds: 60 }, verdict: "tie" },
    {
      ...tooShort,
      client: "Envoy",
      closes: { kind: "seconds", seconds: 64 },
      verdict: "thin-margin",
    },
    { ...tooShort, client: "Envoy", closes: { kind: "unknown" }, verdict: "unknown" },
  ),
  gaps,
  "gaps without a timeout": there(gapPicture({ ...histogram, timeout: null })),
  "gaps of one kind": there(gapPicture({ ...histogram, controls: [] })),
  "the first runbook": flowDrawing(alb502),
  "a short runbook": flowDrawing(hello),
  "a runbook that comes back to itself": {
    kind: "flow",
    title: "Round",
    stops: [{ title: "Once more", aside: [], back: [] }],
  },
  "a long runbook with long names": {
    kind: "flow",
    title: "A runbook whose title does not fit into the width of one picture on a phone",
    stops: Array.from({ length: 40 }, (_, at) => ({
      title: `Step ${at} that says at length what everyone can see for themselves`,
      aside: Array.from({ length: at % 4 }, () => "Somewhere else that has a long name too"),
      back: at > 30 ? [1, 2] : [],
    })),
    end: { title: "Resolved", outcome: "resolved" },
  },
};
