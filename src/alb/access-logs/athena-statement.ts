import { dayOf, fileIntervalSeconds } from "./find-log-files.ts";
import { athena, namedSelects, type Steps } from "./sql-dialect.ts";
import { type LogPeriod, requestsSql } from "./sql-requests.ts";

/** A stretch, and which rows of the table are of it. */
export interface AthenaStretch extends LogPeriod {
  /** The column by whose days the table is partitioned, written "2026/01/31" as AWS's example has it. */
  readonly partition?: string | undefined;
  /** The load balancer whose rows are meant, as its column `elb` has it: "app/shop/50dc6c495c0c9188"; all of them when absent. */
  readonly loadBalancer?: string | undefined;
}

/**
 * Steps over `requests` as one statement, over a table made as AWS documents it ("Create the table for ALB access logs"). Throws
 * RangeError when `table` is no plain name of a table, with its database or catalogue or without, or a column of it is none.
 */
export function athenaStatement(steps: Steps, table: string, stretch: AthenaStretch = {}): string {
  if (!/^\w+(\.\w+){0,2}$/.test(table)) throw new RangeError(`${table} is no name of a table.`);
  const requests = requestsSql(athena, partSql(table, stretch), stretch);
  const all = namedSelects({ requests, ...steps }, athena);
  return `with ${all.map(([name, select]) => `${name} as (\n  ${select}\n)`).join(",\n")}\nselect * from ${all.at(-1)?.[0]}`;
}

/**
 * What to select from: the table, or its days that may hold lines of the stretch, and of the load balancer alone. `"$path"` is
 * named because Athena leaves it out of `*`.
 */
function partSql(table: string, stretch: AthenaStretch): string {
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
const latest = 4_000 + fileIntervalSeconds;
