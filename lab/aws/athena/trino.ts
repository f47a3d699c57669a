import { type LogEntry, type LoggedBalancer, logLine } from "../../logs/line.ts";

/** The functions that Trino has and DuckDB has not, as macros for DuckDB. */
export const trinoFunctions: readonly string[] = [
  "create macro from_iso8601_timestamp_nanos(x) as cast(x as timestamp)",
  "create macro to_unixtime(x) as epoch(x)",
  "create macro to_utf8(x) as x",
  "create macro xxhash64(x) as hash(x)",
  "create macro from_big_endian_64(x) as cast(x // 4 as bigint)",
  "create macro bitwise_and(x, y) as x & y",
  "create macro array_join(x, y) as array_to_string(x, y)",
  "create macro approx_percentile(x, q) as approx_quantile(x, q)",
];

/** A table with the columns of AWS's "Create the table for ALB access logs" that are asked for, by days. */
export const tableSql = (table: string) => `create table ${table} ("time" varchar,
  client_ip varchar, target_ip varchar, target_port int,
  request_processing_time double, target_processing_time double, response_processing_time double,
  elb_status_code int, target_status_code varchar, request_verb varchar, request_url varchar,
  target_group_arn varchar, request_creation_time varchar, lambda_error_reason varchar,
  "$path" varchar, day varchar, elb varchar)`;

/** The statement that puts the entries into the table. */
export const insertSql = (table: string, entries: readonly LogEntry[], balancer?: LoggedBalancer) =>
  `insert into ${table} values ${entries.map((entry) => `(${valuesOf(entry, balancer)})`).join(", ")}`;

function valuesOf(entry: LogEntry, balancer: LoggedBalancer | undefined): string {
  const line = logLine(entry, balancer);
  const [, at, elb] = line.split(" ");
  const [created] = /(?<= 100 )\S+/.exec(line) ?? [];
  const [ip, port] = entry.target?.split(":") ?? ["-", null];
  const day = at?.slice(0, 10).replaceAll("-", "/");
  const file = `s3://logs/AWSLogs/1/x_app.shop.1_20260101T0005Z_${entry.node}_abc.log.gz`;
  return [
    ...[at, entry.client.replace(/\d+$/, ""), ip].map((text) => `'${text}'`),
    port ?? "null",
    ...entry.times.map((time) => (time < 0 ? "-1" : time.toFixed(3))),
    entry.status,
    `'${entry.targetStatus ?? "-"}'`,
    `'${entry.method}'`,
    `'https://shop.example.com:443${entry.path}'`,
    `'arn:x:targetgroup/${entry.group}/1'`,
    ...[created, entry.errorReason ?? "-", file, day, elb ?? ""].map((text) => `'${text}'`),
  ].join(", ");
}
