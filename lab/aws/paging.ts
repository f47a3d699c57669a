import { AwsError } from "./errors.ts";

/** One page of a list, of `most` items, and the token of the next if there is one; `code` refuses a token that is none. */
export function pageOf<Item>(
  items: readonly Item[],
  token: string | null | undefined,
  most: number,
  code: string,
) {
  const from = offsetIn(token, code);
  const to = from + most;
  return { items: items.slice(from, to), next: to < items.length ? tokenAt(to) : undefined };
}

/** A token, which says in a way that nobody should rely on where its page begins. */
export const tokenAt = (offset: number): string =>
  Buffer.from(`from:${offset}`).toString("base64url");

/** Where a token's page begins; 0 without a token. */
export function offsetIn(token: string | null | undefined, code: string): number {
  if (token === null || token === undefined) return 0;
  const [, from] = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (from === undefined) throw new AwsError(code, `Invalid token: ${token}`);
  return Number(from);
}
