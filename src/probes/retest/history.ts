import type { Json } from "#flow";
import type { Run } from "../../engine/run.ts";
import type { Stretch } from "../../keepalive/comparison.ts";
import type { Slice } from "../../keepalive/opportunity.ts";

/** Requests that a retest sent itself; milliseconds since the epoch. */
export interface OwnRequests {
  readonly from: number;
  readonly to: number;
  readonly requests: number;
  readonly failures: number;
}

/** The baseline that an earlier retest of this run froze, or null. Superseded retests do not count. */
export function frozenBaseline({ visits }: Run): Stretch | null {
  for (const { evidence, superseded } of visits) {
    if (superseded || !evidence?.probe.startsWith("alb.retest@")) continue;
    const baseline = stretchOf(evidence.numbers.baseline);
    if (baseline !== null) return baseline;
  }
  return null;
}

/** A stretch as small as it can be stored: [requests, failures, load] for each period. */
export const storedStretch = ({ from, to, slices }: Stretch): Json => ({
  from,
  to,
  slices: slices.map(({ requests, failures, load }) => [
    requests,
    failures,
    Number(load.toPrecision(5)),
  ]),
});

/** What all earlier retests of the run sent, superseded or not: their requests were counted all the same. */
export const earlierRequests = ({ visits }: Run): readonly OwnRequests[] =>
  visits.flatMap(({ evidence }) => {
    const own = evidence?.numbers.own;
    return Array.isArray(own) ? own.flatMap(ownOf) : [];
  });

/** Since when failures persist, by the newest pattern that counts; null when it did not say. */
export function failingSince({ visits }: Run): number | null {
  const pattern = visits.findLast(
    ({ evidence, superseded }) => !superseded && evidence?.probe.startsWith("alb.pattern@"),
  );
  const since = pattern?.evidence?.numbers.since;
  return typeof since === "number" ? since : null;
}

type JsonObject = { readonly [key: string]: Json };

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);

function stretchOf(json: Json | undefined): Stretch | null {
  if (!isObject(json)) return null;
  const { from, to, slices } = json;
  if (typeof from !== "number" || typeof to !== "number" || !Array.isArray(slices)) return null;
  return { from, to, slices: slices.flatMap(sliceOf) };
}

function sliceOf(json: Json): readonly Slice[] {
  const [requests, failures, load] = Array.isArray(json) ? json : [];
  return typeof requests === "number" && typeof failures === "number" && typeof load === "number"
    ? [{ requests, failures, load }]
    : [];
}

function ownOf(json: Json): readonly OwnRequests[] {
  if (!isObject(json)) return [];
  const { from, to, requests, failures } = json;
  return typeof from === "number" &&
    typeof to === "number" &&
    typeof requests === "number" &&
    typeof failures === "number"
    ? [{ from, to, requests, failures }]
    : [];
}
