import { quoteForShell } from "../../../language/texts/shell-quote.ts";
import { daysOf } from "../../access-logs/find-log-files.ts";
import type { AthenaSettings } from "./ask-athena.ts";
import type { ListedLogs, WholeStretch } from "./list-files.ts";
import type { Logging } from "./log-place.ts";

/** Lines with which a person reads the same: the files' list, the 502s among their lines, and the whole judgement. */
export function logQueries(
  region: string,
  { bucket, folder, name, elb }: Logging,
  { from, to }: ListedLogs,
  { athena, stretch }: Asked,
): readonly string[] {
  const where = `s3://${bucket}/${folder}`;
  const lists = daysOf({ from, to }).map((day) =>
    ["aws s3 ls --region", quoteForShell(region), quoteForShell(`${where}${day}/${name}`)].join(
      " ",
    ),
  );
  return [
    ...lists,
    `aws s3 cp --recursive --region ${quoteForShell(region)} ${quoteForShell(where)} logs --exclude '*' --include ${quoteForShell(`*${name}*`)} && find logs -name '*.gz' | xargs zcat | awk '$9 == 502'`,
    ...(athena === undefined ? [] : [athenaQuery(region, elb, athena, stretch)]),
    `handrail logs ${quoteForShell(where)} --region ${quoteForShell(region)} ${span({ from, to })}`,
  ];
}

interface Asked {
  readonly athena?: AthenaSettings | undefined;
  /** The whole window, where the other lines read the newest part of it. */
  readonly stretch: WholeStretch;
}

const athenaQuery = (
  region: string,
  elb: string,
  { table, workgroup, partition }: AthenaSettings,
  stretch: WholeStretch,
) =>
  [
    "handrail logs --athena",
    ...[table, "--workgroup", workgroup, "--region", region].map(quoteForShell),
    ...["--load-balancer", elb].map(quoteForShell),
    ...(partition === undefined ? [] : ["--partition", quoteForShell(partition)]),
    span(stretch),
  ].join(" ");

const span = ({ from, to }: WholeStretch) => `--from ${iso(from)} --to ${iso(to)}`;
const iso = (at: number) => new Date(at * 1_000).toISOString();
