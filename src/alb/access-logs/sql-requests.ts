import { conditionSql, type LogLineShape, lineSignatures } from "../gaps/signatures.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** A stretch of time in seconds since the epoch; either end may be open. */
export interface LogPeriod {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * The select that makes a row of `requests` of each log line in `source`, whose columns are named as in AWS's table for
 * Athena. Columns: grp, node, target, client, status, target_status, sent and ended (seconds since the epoch: dispatched to the
 * target, and answered), target_seconds, url (its fingerprint), url_text and signature (of 502s alone). Where the source keeps its lines, those that are malformed have a
 * row too, with their beginning in the column `malformed`; elsewhere they are left out.
 */
export function requestsSql(dialect: SqlDialect, source: string, stretch: LogPeriod = {}): string {
  const { number, moment, columns } = dialect;
  const text = (column: string) => `cast(${column} as varchar)`;
  const malformed = columns.line;
  const keep =
    malformed === undefined
      ? ""
      : `,\n  case when ${whole} then null else left(${malformed}, 200) end as malformed`;
  const path = dialect.part("request_url", "^(?:[a-zA-Z]+://[^/]*)?([^?]*)");
  return `select
  coalesce(nullif(split_part(target_group_arn, '/', 2), ''), '-') as grp,
  coalesce(nullif(${dialect.part("log_file", nodeInName)}, ''), ${columns.node}, '-') as node,
  target,
  client,
  status,
  target_status,
  created + case when request_seconds > 0 then request_seconds else 0 end as sent,
  ended,
  target_seconds,
  ${dialect.fingerprint("concat(request_verb, ' ', split_part(request_url, '?', 1))")} as url,
  case when status = 502 then concat(request_verb, ' ', ${path}) end as url_text,
  case when status = 502 then ${signatureSql} end as signature${keep}
from (
  select *, "$path" as log_file,
    ${number(text("elb_status_code"))} as status,
    ${number(text("target_status_code"))} as target_status,
    ${moment('"time"')} as ended,
    case when nullif(request_creation_time, '') is not null then ${moment("request_creation_time")}
      else ${moment('"time"')} - (${spent}) end as created,
    ${number(text("request_processing_time"))} as request_seconds,
    ${number(text("target_processing_time"))} as target_seconds,
    ${number(text("response_processing_time"))} as response_seconds,
    ${columns.target} as target,
    ${columns.client} as client,
    ${columns.reason} as reason
  from ${source}
) as lines
where ${malformed === undefined ? "" : `not (${whole}) or `}${whole}${within(stretch)}`;
}

/** Lines of before 2018 end before request_creation_time: then it is the response's, less the times that were spent. */
const spent = ["request", "target", "response"]
  .map((part) => `greatest(0, coalesce(try_cast(${part}_processing_time as double), 0))`)
  .join(" + ");

const whole = "status is not null and ended is not null and created is not null";

/** A delivered file's name ends in _<end of the interval>_<the node's address>_<random>.log.gz. */
const nodeInName = "_[0-9]{8}T[0-9]{4}Z_([0-9a-fA-F.:-]+)_[^/_]+$";

const within = ({ from, to }: LogPeriod) =>
  [
    from === undefined ? "" : `\n  and ended >= ${from}`,
    to === undefined ? "" : `\n  and created < ${to}`,
  ].join("");

const fields: { readonly [field in keyof LogLineShape]: string } = {
  hasTarget: "(target is not null)",
  requestSeconds: "request_seconds",
  targetSeconds: "target_seconds",
  responseSeconds: "response_seconds",
  targetStatus: "target_status",
  errorReason: "coalesce(reason, '-')",
};

/** The signatures of the domain as one CASE. */
const signatureSql = `case
${lineSignatures
  .filter(({ when }) => when.length > 0)
  .map(({ name, when }) => {
    const conditions = when.map((test) => conditionSql(test, fields));
    return `    when ${conditions.join(" and ")} then '${name}'`;
  })
  .join("\n")}
    else 'other'
  end`;
