import { Refusal } from "../rules/refusal.ts";
import { type Arguments, text } from "./method.ts";

/** One page of a list and the cursor of the next, empty at the end: https://docs.slack.dev/apis/web-api/pagination */
export function page<T>(all: readonly T[], args: Arguments, usualLimit: number) {
  const limit = Number(text(args, "limit") || usualLimit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new Refusal("invalid_limit");
  const from = readCursor(text(args, "cursor"));
  const to = from + limit;
  return { items: all.slice(from, to), nextCursor: to < all.length ? cursorAt(to) : "" };
}

const cursorAt = (offset: number): string => Buffer.from(`next:${offset}`).toString("base64");

function readCursor(cursor: string): number {
  if (cursor === "") return 0;
  const offset = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  if (offset === undefined) throw new Refusal("invalid_cursor");
  return Number(offset);
}
