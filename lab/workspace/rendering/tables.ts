import { asRecord, asRecords, type JsonRecord } from "../json.ts";
import { bold, type TerminalReader } from "./reader.ts";
import { richText } from "./rich-text.ts";
import { fitTo, widthOf } from "./wrap.ts";

type Align = "left" | "center" | "right";

/** A table or data_table in columns as wide as the reader allows; longer cells are cut with "…". */
export function table(block: JsonRecord, reader: TerminalReader): readonly string[] {
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row) =>
    asRecords(row).map((cell) => cellText(cell, reader)),
  );
  const widths = columnWidths(rows, reader.columns);
  const aligns = asRecords(block.column_settings).map(({ align }) => toAlign(align));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => fitTo(cell, widths[column] ?? 1, aligns[column] ?? "left"))
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...rest] = lines;
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  const caption = block.type === "data_table" ? [String(block.caption)] : [];
  return [...caption, bold(reader, head), rule, ...rest];
}

function cellText(cell: JsonRecord, reader: TerminalReader): string {
  const text = cell.type === "rich_text" ? richText(cell, reader) : (cell.text ?? cell.value);
  return String(text ?? "").replaceAll("\n", " ");
}

/** The widest columns give way until the row fits. */
function columnWidths(rows: readonly (readonly string[])[], columns: number): readonly number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(1, ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const total = () => widths.reduce((sum, width) => sum + width + 2, -2);
  while (total() > columns && Math.max(...widths) > 4) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 1) - 1;
  }
  return widths;
}

const toAlign = (align: unknown): Align =>
  align === "right" || align === "center" ? align : "left";

/** The text of a rich_text object in one place, or nothing. */
export const optionalRichText = (value: unknown, reader: TerminalReader): string =>
  value === undefined ? "" : richText(asRecord(value), reader);
