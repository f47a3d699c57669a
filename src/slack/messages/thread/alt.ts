import { grouped, percent, seconds } from "../../../language/amounts.ts";
import type {
  ComparisonDrawing,
  Drawing,
  DrawnIdle,
  DrawnLink,
  FailuresDrawing,
  FlowDrawing,
  GapsDrawing,
} from "../../../language/picture.ts";
import { utcTime } from "../blocks/times.ts";

// https://docs.slack.dev/reference/block-kit/blocks/image-block takes 2,000 characters of alt_text.
const mostCharacters = 1_900;

/** What a picture tells, in sentences, for whoever does not see it. */
export const altOf = (drawing: Drawing): string => said(drawing).slice(0, mostCharacters);

function said(drawing: Drawing): string {
  switch (drawing.kind) {
    case "failures":
      return failures(drawing);
    case "comparison":
      return comparison(drawing);
    case "path":
      return drawing.links.map(link).join(" ");
    case "gaps":
      return gaps(drawing);
    case "flow":
      return flow(drawing);
    default:
      throw new Error(`Unknown drawing: ${JSON.stringify(drawing satisfies never)}`);
  }
}

function failures({ chart, requests, failures: count, changes }: FailuresDrawing): string {
  const step = chart.periodSeconds * 1_000;
  const end = chart.from + chart.failures.length * step;
  const failed = chart.failures.flatMap((one, index) => (one === null || one === 0 ? [] : [index]));
  const [first, last] = [failed[0] ?? 0, failed.at(-1) ?? 0];
  const inIt = changes.filter((at) => at > chart.from && at < end);
  const change = inIt.length === 0 ? "" : ` The change at ${utcTime(inIt.at(-1) ?? 0)} is marked.`;
  return `Chart from ${utcTime(chart.from)} to ${utcTime(end)}: ${ofRequests(count, requests)}, the first at ${utcTime(chart.from + first * step)}, the last at ${utcTime(chart.from + last * step)}.${change}`;
}

function comparison({ before, after, change }: ComparisonDrawing): string {
  const [was, is] = [before, after].map((side) => ofRequests(side.failures, side.requests));
  return `Chart on one scale, change at ${utcTime(change)}: before it ${was}, after it ${is}.`;
}

const ofRequests = (failed: number, requests: number): string =>
  `${grouped(failed)} of ${grouped(requests)} requests failed with 502${requests === 0 ? "" : ` (${percent(failed / requests)})`}`;

const link = ({ client, keeps, server, closes, verdict }: DrawnLink): string =>
  `${client.charAt(0).toUpperCase()}${client.slice(1)} keeps idle connections ${keeping(keeps)}, ${server} closes them ${closing(closes)}: ${verdicts[verdict]}.`;

const verdicts: { readonly [V in DrawnLink["verdict"]]: string } = {
  "too-short": "it closes first, which is wrong",
  tie: "they are equal, so either may close first",
  "thin-margin": "in order, with a thin margin",
  "long-enough": "in order",
  unknown: "this cannot be judged yet",
  "no-reuse": "no connection is used twice",
};

const keeping = (timer: DrawnIdle): string =>
  "seconds" in timer ? `for ${timed(timer)}` : others[timer.kind][0];

const closing = (timer: DrawnIdle): string =>
  "seconds" in timer ? `after ${timed(timer)}` : others[timer.kind][1];

const timed = ({ kind, seconds: value }: DrawnIdle & { readonly seconds: number }): string =>
  `${seconds(value)}${kind === "at-least" ? " or more" : ""}`;

const others = {
  never: ["until the other side closes", "never"],
  closes: ["for one request only", "after each response"],
  unknown: ["for a time that is not known", "after a time that is not known"],
} as const;

function gaps({ failures: counts, timeout, of }: GapsDrawing): string {
  const all = of ?? counts.reduce((sum, count) => sum + count, 0);
  const what = `Chart of how long a connection had been idle before a request reused it, for ${grouped(all)} failed requests beside others:`;
  if (timeout === null) return `${what} the failed ones have no idle time in common.`;
  return `${what} the failed ones lie at ${span(timeout.low, timeout.high)}, so something closes idle connections after ${seconds(timeout.seconds)}.`;
}

function flow({ title, stops, end }: FlowDrawing): string {
  const steps = stops.map((stop, index) => `${index + 1}. ${stop.title}.`).join(" ");
  return `The steps of “${title}”: ${steps}${end === undefined ? "" : ` End: ${end.title}.`}`;
}

function span(low: number, high: number): string {
  const [from, to] = [seconds(low), seconds(high)];
  return from === to ? `about ${from}` : `${from} to ${to}`;
}
