import { createHash } from "node:crypto";
import type { ImageBlock, KnownBlock } from "@slack/types";
import { formatNumber, formatWhole, percent } from "../../../../language/amounts.ts";
import type {
  ComparisonDrawing,
  Drawing,
  FailuresDrawing,
  FlowDrawing,
  SeriesDrawing,
} from "../../../../language/picture.ts";
import type { Run } from "../../../../run/run.ts";
import { newestComparison, picturesOf } from "../../../../run/slices/looks.ts";
import { utcTime } from "../../blocks/times.ts";

/**
 * An image that is still to be drawn. It stands among a message's blocks; when the message is sent, the file of its drawing
 * takes its place, or nothing as long as there is none.
 */
export type PictureBlock = ImageBlock & {
  readonly slack_file: { readonly id: string };
  readonly drawing: Drawing;
  /** What stands in its place until the file is there. */
  readonly meanwhile?: readonly KnownBlock[];
};

/** A drawing as a block; `slack_file.id` is its content's key until the file is there. */
export const pictureBlock = (drawing: Drawing): PictureBlock => ({
  type: "image",
  alt_text: altOf(drawing),
  slack_file: { id: keyOf(drawing) },
  drawing,
});

/** The one picture that a whole run is told by: before and after where that was compared, else the first failures, else the newest value over time. */
export function pictureOfRun(run: Run): readonly PictureBlock[] {
  const drawn = run.visits.flatMap((visit) => (visit.superseded ? [] : picturesOf(run, visit)));
  const best =
    newestComparison(run) ??
    drawn.find(({ kind }) => kind === "failures") ??
    drawn.findLast(({ kind }) => kind === "series");
  return best === undefined ? [] : [pictureBlock(best)];
}

/** The same for the same content: what was uploaded once is found again. */
const keyOf = (drawing: Drawing): string =>
  createHash("sha256").update(JSON.stringify(drawing)).digest("hex").slice(0, 24);

export const isPicture = (block: KnownBlock): block is PictureBlock =>
  block.type === "image" && "drawing" in block;

// https://docs.slack.dev/reference/block-kit/blocks/image-block takes 2,000 characters of alt_text.
const mostCharacters = 1_900;

/** What a picture tells, in sentences, for whoever does not see it. */
const altOf = (drawing: Drawing): string => said(drawing).slice(0, mostCharacters);

const said = (drawing: Drawing): string =>
  (sentences[drawing.kind] as (drawing: Drawing) => string)(drawing);

const sentences: {
  readonly [Kind in Drawing["kind"]]: (drawing: Drawing & { readonly kind: Kind }) => string;
} = {
  ...{ failures, comparison, series, flow },
  intervals: ({ pairs }) => pairs.map(({ alt }) => alt).join(" "),
  histogram: ({ alt }) => alt,
};

function failures({ called, chart, requests, failures: count, changes }: FailuresDrawing): string {
  const step = chart.periodSeconds * 1_000;
  const end = chart.from + chart.failures.length * step;
  const failed = chart.failures.flatMap((one, index) => (one === null || one === 0 ? [] : [index]));
  const [first, last] = [failed[0] ?? 0, failed.at(-1) ?? 0];
  const change = marked(changes, chart.from, end);
  return `Chart from ${clock(chart.from)} to ${utcTime(end)}: ${ofRequests(count, requests, called)}, the first at ${clock(chart.from + first * step)}, the last at ${clock(chart.from + last * step)}.${change}`;
}

/** " The change at 03:14 is marked."; nothing where there is none between these two. */
function marked(changes: readonly number[], from: number, to: number): string {
  const last = changes.filter((at) => at > from && at < to).at(-1);
  return last === undefined ? "" : ` The change at ${clock(last)} is marked.`;
}

function series({ title, says, from, periodSeconds, values, limit, changes }: SeriesDrawing) {
  const end = from + values.length * periodSeconds * 1_000;
  const known = values.flatMap((value) => value ?? []);
  const [least, most] = [Math.min(...known), Math.max(...known)].map(formatNumber);
  const between =
    known.length === 0
      ? "no value is known"
      : `between ${least} and ${most}, at last ${formatNumber(known.at(-1) ?? 0)}`;
  const held = limit === undefined ? "" : `; ${limit.name} is ${formatNumber(limit.value)}`;
  return `Chart of ${title} (${says}) from ${clock(from)} to ${utcTime(end)}: ${between}${held}.${marked(changes, from, end)}`;
}

function comparison({ called, before, after, change }: ComparisonDrawing): string {
  const [was, is] = [before, after].map((side) => ofRequests(side.failures, side.requests, called));
  return `Chart on one scale, change at ${utcTime(change)}: before it ${was}, after it ${is}.`;
}

/** A picture's words take no reader's clock, so that the zone is named once: "from 03:14 to 04:14 UTC". */
const clock = (at: number): string => utcTime(at).replace(/ UTC$/, "");

const ofRequests = (failed: number, requests: number, called: string): string =>
  `${formatWhole(failed)} of ${formatWhole(requests)} requests failed with ${called}${requests === 0 ? "" : ` (${percent(failed / requests)})`}`;

function flow({ title, stops, end }: FlowDrawing): string {
  const steps = stops.map((stop, index) => `${index + 1}. ${stop.title}.`).join(" ");
  return `The steps of “${title}”: ${steps}${end === undefined ? "" : ` End: ${end.title}.`}`;
}
