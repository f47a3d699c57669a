import { AwsError } from "../errors.ts";
import type { Point } from "./points.ts";

/** What one query found. */
export interface QueryResult {
  readonly id: string;
  readonly label: string;
  readonly points: readonly Point[];
}

/** A page of results; a result that goes on in the next page is not complete. */
export interface ResultPage {
  readonly results: readonly (QueryResult & { readonly complete: boolean })[];
  readonly nextToken: string | undefined;
}

/** Cuts out the page that a token asks for, of `most` datapoints at most. */
export function paginate(
  results: readonly QueryResult[],
  token: string | undefined,
  most: number,
): ResultPage {
  let skip = readToken(token);
  let room = most;
  let left = 0;
  const cut = results.map((result) => {
    const from = Math.min(skip, result.points.length);
    const found = result.points.slice(from, from + room);
    const rest = result.points.length - from - found.length;
    skip -= from;
    room -= found.length;
    left += rest;
    return { ...result, points: found, complete: rest === 0 };
  });
  const next = readToken(token) + most;
  return { results: cut, nextToken: left > 0 ? writeToken(next) : undefined };
}

function writeToken(from: number): string {
  return Buffer.from(`points:${from}`).toString("base64url");
}

function readToken(token: string | undefined): number {
  if (token === undefined) return 0;
  const [, from] = /^points:(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (from === undefined)
    throw new AwsError("InvalidNextToken", "The next token specified is invalid.");
  return Number(from);
}
