import type { Account } from "../../../aws/account.ts";
import { AwsProblem } from "../../../aws/aws-problem.ts";
import type { ProbeContext } from "../../../engine/ports.ts";
import { formatGigabytes } from "../../access-logs/athena-query.ts";
import { readAthena } from "../../access-logs/athena-read.ts";
import type { Resources } from "../../access-logs/duckdb-session.ts";
import type { LogsReading } from "../../access-logs/read-logs.ts";
import type { WholeStretch } from "./list-files.ts";

/** Where Athena has the access logs, for load balancers that write more than one look may fetch. */
export interface AthenaSettings {
  /** "database.table". */
  readonly table: string;
  readonly workgroup: string;
  /** "s3://…" for the results; the workgroup's own place when absent. */
  readonly output?: string | undefined;
  /** The column of days; Athena reads the whole table when absent. */
  readonly partition?: string | undefined;
  /** The most that one look may read. */
  readonly gigabytes: number;
}

/** What is asked, of which load balancer: "app/shop/50dc6c495c0c9188". */
export interface AthenaQuestion {
  readonly account: Account;
  readonly settings: AthenaSettings;
  readonly loadBalancer: string;
  readonly stretch: WholeStretch;
  readonly resources: Resources;
}

/** What Athena says of the whole window; a sentence why it could not be asked. Rejects with the signal's reason alone. */
export async function askAthena(
  { account, settings, loadBalancer, stretch, resources }: AthenaQuestion,
  { report, signal }: Pick<ProbeContext, "report" | "signal">,
): Promise<LogsReading | string> {
  const { table, workgroup, output, partition } = settings;
  const [database = ""] = table.split(".");
  try {
    return await readAthena(
      { account, database, workgroup, output },
      {
        ...{ table, signal, resources, mostBytes: settings.gigabytes * 1e9 },
        stretch: { ...stretch, partition, loadBalancer },
        onQuery: ({ number, of, scannedBytes }) =>
          report({
            says: `Asking Athena, statement ${number} of ${of}, ${formatGigabytes(scannedBytes)} GB read`,
            share: (number - 1) / of,
          }),
      },
    );
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AwsProblem || error instanceof RangeError)
      return `Athena was asked first and could not answer: ${error.message}`;
    throw error;
  }
}
