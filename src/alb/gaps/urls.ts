import { wilsonInterval } from "./fisher-exact.ts";

/** A method and path with the failures among its requests. */
export interface UrlCount {
  /** "GET /report". */
  readonly url: string;
  readonly requests: number;
  readonly failures: number;
}

/** A URL that fails too often for chance: its response, not the connection, is the likely reason. */
export interface FailingUrl extends UrlCount {
  /** With 95 % confidence at least this share of its requests fails. */
  readonly atLeast: number;
}

/** Fewer failures than this prove nothing of a URL. */
export const fewestUrlFailures = 3;
/**
 * The race fails about one request in ten thousand, and measured ones stayed below 7 %: a URL of which a tenth fails has a reason of
 * its own, also where it was well for a part of the time that is looked at.
 */
export const failsTooOften = 0.1;

/** A URL of which with 95 % confidence so much fails has a reason of its own even where a client asks for it by a clock. */
export const failingShare = 0.4;

/** The URLs that fail deterministically or nearly so, most failures first. */
export const failingUrls = (counts: readonly UrlCount[]): readonly FailingUrl[] =>
  counts
    .map((count) => ({
      ...count,
      atLeast: wilsonInterval({ hits: count.failures, tries: count.requests }).low,
    }))
    .filter(({ failures, atLeast }) => failures >= fewestUrlFailures && atLeast >= failsTooOften)
    .sort((one, other) => other.failures - one.failures);
