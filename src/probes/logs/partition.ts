import type { Stretch } from "./requests.ts";

/** A stretch, and the column by whose days the table is partitioned, written "2026/01/31" as AWS's example has it. */
export interface AthenaStretch extends Stretch {
  readonly partition?: string | undefined;
}

/**
 * What to select from: the table, or its days that may hold lines of the stretch. `"$path"` is named because Athena leaves
 * it out of `*`. Throws RangeError when the column is no plain name.
 */
export function partSql(table: string, { from, to, partition }: AthenaStretch): string {
  if (partition === undefined) return table;
  if (!/^[A-Za-z_]\w*$/.test(partition))
    throw new RangeError(`${partition} is no name of a column.`);
  const conditions = [
    from === undefined ? [] : [`${partition} >= '${dayOf(from)}'`],
    // A file lies in the day of its interval's end, and a request ends at most about an hour after it began.
    to === undefined ? [] : [`${partition} <= '${dayOf(to + latest)}'`],
  ].flat();
  if (conditions.length === 0) return table;
  return `(select *, "$path" from ${table} where ${conditions.join(" and ")}) as days`;
}

/** Seconds: the longest idle timeout of a load balancer, and the five minutes of a file. */
const latest = 4_000 + 300;

const dayOf = (at: number) => new Date(at * 1_000).toISOString().slice(0, 10).replaceAll("-", "/");
