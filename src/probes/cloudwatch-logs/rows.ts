import type { Json } from "#language";
import { redactLine } from "../../aws/logs/redact-line.ts";
import type { SearchRow } from "../../aws/logs/search.ts";

/** The rows of an answer to be read: numbers as numbers, and texts without what may be a secret or a person's. */
export const readableRows = (
  rows: readonly SearchRow[],
): readonly { readonly [field: string]: Json }[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([field, value]) =>
        field === "@ptr" ? [] : [[field, cellOf(value)]],
      ),
    ),
  );

const cellOf = (value: string): Json =>
  /^-?\d{1,15}(\.\d{1,15})?$/.test(value) ? Number(value) : redactLine(value.slice(0, longest));

/** Characters of a line that are read; what is kept of it is shorter. */
const longest = 8_000;

/** The first rows as lines: "@message: Task timed out after 3.00 seconds". */
export const examplesOf = (
  rows: readonly { readonly [field: string]: Json }[],
): readonly string[] => {
  const lines = rows.slice(0, most).map((row) =>
    Object.entries(row)
      .map(([field, value]) => `${field}: ${String(value)}`)
      .join(", ")
      .slice(0, 300),
  );
  return rows.length > most ? [...lines, `… and ${rows.length - most} more rows.`] : lines;
};

const most = 3;
