import { readFileSync } from "node:fs";

/** A row of a table by its columns, with the heading that it stands below; empty cells are left out. */
export interface TableRow {
  readonly heading: string;
  readonly cells: { readonly [column: string]: string };
}

/** The rows of all tables of a Markdown file; a cell that is code is what stands between its marks. */
export function readTableRows(file: URL): readonly TableRow[] {
  let [heading, columns]: [string, readonly string[]] = ["", []];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith("## ")) heading = line.slice(3);
      const cells = line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(textOf);
      const isHead = columns.length === 0;
      if (isHead || cells.length === 0) columns = cells;
      if (isHead || cells.length === 0 || line.startsWith("|-")) return [];
      const named = columns.map((column, at) => [column, cells[at] ?? ""] as const);
      return [{ heading, cells: Object.fromEntries(named.filter(([, cell]) => cell !== "")) }];
    });
}

const textOf = (cell: string): string =>
  cell
    .trim()
    .replace(/^`([^`]*)`$/, "$1")
    .replaceAll("\\|", "|");
