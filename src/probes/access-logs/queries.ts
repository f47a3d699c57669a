import { shellQuoted } from "../shell.ts";
import { daysOf, type ListedLogs } from "./list.ts";
import type { LogPlace } from "./where.ts";

/** Lines with which a person reads the same: the files' list, the 502s among their lines, and the whole judgement. */
export function logQueries(
  region: string,
  { bucket, folder, name }: LogPlace & { readonly kind: "on" },
  { from, to }: ListedLogs,
): readonly string[] {
  const where = `s3://${bucket}/${folder}`;
  const iso = (at: number) => new Date(at * 1_000).toISOString();
  const lists = daysOf({ from, to }).map((day) =>
    ["aws s3 ls --region", shellQuoted(region), shellQuoted(`${where}${day}/${name}`)].join(" "),
  );
  return [
    ...lists,
    `aws s3 cp --recursive --region ${shellQuoted(region)} ${shellQuoted(where)} logs --exclude '*' --include ${shellQuoted(`*${name}*`)} && find logs -name '*.gz' | xargs zcat | awk '$9 == 502'`,
    `handrail logs ${shellQuoted(where)} --region ${shellQuoted(region)} --from ${iso(from)} --to ${iso(to)}`,
  ];
}
