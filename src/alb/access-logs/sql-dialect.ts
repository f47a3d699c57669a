/**
 * Where DuckDB and Athena (Trino) differ. Each function takes and gives SQL expressions; every other word of the question is
 * the same for both.
 */
export interface SqlDialect {
  readonly name: "duckdb" | "athena";
  /** Seconds since the epoch of "2026-01-01T00:00:00.000000Z"; NULL when it is not a moment. */
  readonly moment: (text: string) => string;
  /** A number; NULL when it is none. */
  readonly number: (text: string) => string;
  /** A number that stands for a text. */
  readonly fingerprint: (text: string) => string;
  /** A number in [0, 1) that a text decides, so that every reading draws the same sample. */
  readonly chance: (text: string) => string;
  /** The part of a text that the first group of a pattern finds; NULL or '' when nothing. */
  readonly part: (text: string, pattern: string) => string;
  readonly quantile: (value: string, at: number) => string;
  /** The texts of a group in one, in an order and with commas between. */
  readonly listed: (text: string, by: string) => string;
  /** How the source gives what differs: the node where the file's name lacks it, target and client, the whole line. */
  readonly columns: {
    readonly node: string;
    readonly target: string;
    readonly client: string;
    readonly reason: string;
    readonly line?: string;
  };
}

export const duckdb: SqlDialect = {
  name: "duckdb",
  moment: (text) => `epoch(try_cast(${text} as timestamp))`,
  number: (text) => `try_cast(${text} as double)`,
  fingerprint: (text) => `hash(${text})`,
  chance: (text) => `(hash(${text}) / 18446744073709551616.0)`,
  part: (text, pattern) => `regexp_extract(${text}, '${pattern}', 1)`,
  quantile: (value, at) => `approx_quantile(${value}, ${at})`,
  listed: (text, by) => `string_agg(${text}, ',' order by ${by})`,
  columns: {
    node: "nullif(ip_address, '')",
    target: "nullif(target_text, '-')",
    client: "client_text",
    reason: "error_reason",
    line: "line",
  },
};

/** Athena engine version 3; functions as in the Trino documentation. */
export const athena: SqlDialect = {
  name: "athena",
  moment: (text) => `to_unixtime(try(from_iso8601_timestamp_nanos(${text})))`,
  number: (text) => `try_cast(${text} as double)`,
  fingerprint: (text) => `from_big_endian_64(xxhash64(to_utf8(${text})))`,
  chance: (text) =>
    `(bitwise_and(from_big_endian_64(xxhash64(to_utf8(${text}))), 1048575) / 1048576e0)`,
  part: (text, pattern) => `regexp_extract(${text}, '${pattern}', 1)`,
  quantile: (value, at) => `approx_percentile(${value}, ${at})`,
  listed: (text, by) => `array_join(array_agg(${text} order by ${by}), ',')`,
  // AWS's table ends before field 34.
  columns: {
    node: "cast(null as varchar)",
    target:
      "case when target_ip not in ('', '-') then concat(target_ip, ':', cast(target_port as varchar)) end",
    client: "client_ip",
    reason: "lambda_error_reason",
  },
};

/**
 * Named selects of which later ones build upon earlier ones, and the last is the answer: common table expressions for Athena, and
 * for DuckDB temporary tables, because its planner takes minutes for a statement with so many of them. A function gives what differs.
 */
export type Steps = { readonly [name: string]: string | ((dialect: SqlDialect) => string) };

/** The names and selects of steps, in order, in one dialect. */
export const namedSelects = (steps: Steps, dialect: SqlDialect) =>
  Object.entries(steps).map(
    ([name, select]) => [name, typeof select === "string" ? select : select(dialect)] as const,
  );
