import { BadInput } from "../../../run/errors.ts";
import type { LogPeriod } from "../../access-logs/sql-requests.ts";
import type { CloudWatchSums } from "../../gaps/causes.ts";
import type { AccountChoices } from "./choose-account.ts";

/** The stretch of time that the options name, seconds since the epoch. `now` is in milliseconds. Throws BadInput. */
export function readPeriodOptions(
  options: { readonly from?: string; readonly to?: string; readonly since?: string },
  now: number,
): LogPeriod {
  const { from, to, since } = options;
  const begin = since === undefined ? moment(from) : now / 1_000 - length(since);
  return { from: begin, to: moment(to) };
}

/** A whole number of an option. Throws BadInput. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new BadInput(`${text} is not a whole number.`);
  return Number(text);
}

/** CloudWatch's count as the judge takes it; undefined where none was given. */
export const cloudWatchCount = (failures502: number | undefined): CloudWatchSums | undefined =>
  failures502 === undefined ? undefined : { failures502, connectionErrors: null, tlsErrors: null };

function moment(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new BadInput(`${text} is not a time such as 2026-01-01T12:00Z.`);
  return at / 1_000;
}

const units: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3_600, d: 86_400 };

function length(text: string): number {
  const [, amount, unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (amount === undefined)
    throw new BadInput(`${text} is not a length of time such as 3h or 45m.`);
  return Number(amount) * (units[unit] ?? 1);
}

/** What Node, DuckDB's code and what it does not count itself take, in megabytes, as `npm run bench -- logs` measures it. */
const besidesMegabytes = 270;
/** With less, the gap test of some million requests cannot be made. */
const leastMegabytes = 128;

/** What is left for DuckDB of the memory and threads that the whole command may use. */
export const duckdbResources = (options: {
  readonly memory: number;
  readonly threads: number;
}) => ({
  memoryMegabytes: Math.max(leastMegabytes, options.memory - besidesMegabytes),
  threads: options.threads,
});

/** How `handrail logs` is asked. */
export interface LogsOptions extends AthenaChoices {
  readonly json?: true;
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
  readonly cloudwatch?: number;
  /** Seconds. */
  readonly idleTimeout?: number;
  readonly athenaSql?: string;
}

export interface AthenaChoices extends AccountChoices {
  readonly athena?: string;
  readonly workgroup?: string;
  readonly output?: string;
  /** Gigabytes. */
  readonly maxScanned: number;
  readonly partition?: string;
  readonly loadBalancer?: string;
  readonly memory: number;
  readonly threads: number;
}
