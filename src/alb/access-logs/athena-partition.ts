import type { Stretch } from "./sql-requests.ts";

/** A stretch, and which rows of the table are of it. */
export interface AthenaStretch extends Stretch {
  /** The column by whose days the table is partitioned, written "2026/01/31" as AWS's example has it. */
  readonly partition?: string | undefined;
  /** The load balancer whose rows are meant, as its column `elb` has it: "app/shop/50dc6c495c0c9188"; all of them when absent. */
  readonly loadBalancer?: string | undefined;
}

/**
 * What to select from: the table, or its days that may hold lines of the stretch, and of the load balancer alone. `"$path"` is
 * named because Athena leaves it out of `*`. Throws RangeError when the column or the load balancer is no plain name.
 */
export function partSql(table: string, stretch: AthenaStretch): string {
  const conditions = [...daysSql(stretch), ...balancerSql(stretch)];
  if (conditions.length === 0) return table;
  return `(select *, "$path" from ${table} where ${conditions.join(" and ")}) as days`;
}

function daysSql({ from, to, partition }: AthenaStretch): readonly string[] {
  if (partition === undefined) return [];
  if (!/^[A-Za-z_]\w*$/.test(partition))
    throw new RangeError(`${partition} is no name of a column.`);
  return [
    from === undefined ? [] : [`${partition} >= '${dayOf(from)}'`],
    // A file lies in the day of its interval's end, and a request ends at most about an hour after it began.
    to === undefined ? [] : [`${partition} <= '${dayOf(to + latest)}'`],
  ].flat();
}

function balancerSql({ loadBalancer }: AthenaStretch): readonly string[] {
  if (loadBalancer === undefined) return [];
  if (!/^app\/[\w-]+\/\w+$/.test(loadBalancer))
    throw new RangeError(`${loadBalancer} is no load balancer's part of an ARN.`);
  return [`elb = '${loadBalancer}'`];
}

/** Seconds: the longest idle timeout of a load balancer, and the five minutes of a file. */
const latest = 4_000 + 300;

const dayOf = (at: number) => new Date(at * 1_000).toISOString().slice(0, 10).replaceAll("-", "/");
