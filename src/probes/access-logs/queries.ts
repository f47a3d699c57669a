import { shellQuoted } from "../shell.ts";
import type { AthenaSettings } from "./athena.ts";
import { daysOf, type ListedLogs } from "./list.ts";
import type { LogPlace } from "./where.ts";

/** Lines with which a person reads the same: the files' list, the 502s among their lines, and the whole judgement. */
export function logQueries(
  region: string,
  { bucket, folder, name, elb }: LogPlace & { readonly kind: "on" },
  { from, to }: ListedLogs,
  athena?: AthenaSettings,
): readonly string[] {
  const where = `s3://${bucket}/${folder}`;
  const iso = (at: number) => new Date(at * 1_000).toISOString();
  const lists = daysOf({ from, to }).map((day) =>
    ["aws s3 ls --region", shellQuoted(region), shellQuoted(`${where}${day}/${name}`)].join(" "),
  );
  return [
    ...lists,
    `aws s3 cp --recursive --region ${shellQuoted(region)} ${shellQuoted(where)} logs --exclude '*' --include ${shellQuoted(`*${name}*`)} && find logs -name '*.gz' | xargs zcat | awk '$9 == 502'`,
    ...(athena === undefined ? [] : [athenaQuery(region, elb, athena)]),
    `handrail logs ${shellQuoted(where)} --region ${shellQuoted(region)} --from ${iso(from)} --to ${iso(to)}`,
  ];
}

/** Without the moments: where Athena is asked, the window is longer than what the other lines read. */
const athenaQuery = (region: string, elb: string, athena: AthenaSettings) =>
  [
    "handrail logs --athena",
    ...[athena.table, "--workgroup", athena.workgroup, "--region", region].map(shellQuoted),
    ...["--load-balancer", elb].map(shellQuoted),
    ...(athena.partition === undefined ? [] : ["--partition", shellQuoted(athena.partition)]),
    "--since 3h",
  ].join(" ");
