import { BadInput } from "../../run/errors.ts";
import { readJson } from "../parse-rows.ts";

/** The first line of an export. Another version is another way to read the lines after it. */
export const archiveHeader = { format: "handrail-runs", version: 1 } as const;

/** What a value of a column may be; `json` is text in the database and itself in the export. */
type Value = "text" | "text or null" | "number" | "json";

/** One kind of line: the table that it is a row of, and what the line says of it. */
export interface LineKind {
  readonly table: string;
  /** The column that names the run. */
  readonly run: string;
  readonly order: readonly string[];
  readonly columns: { readonly [name: string]: Value };
}

/** Every kind of line by its name, in the order in which the lines of a run come. Leases and progress stay behind. */
export const lineKinds: { readonly [kind: string]: LineKind } = {
  run: {
    table: "runs",
    run: "id",
    order: ["id"],
    columns: {
      id: "text",
      flow: "text",
      version: "number",
      subject: "text",
      exclusive: "number",
      status: "text",
      team: "text",
      channel: "text",
      thread_ts: "text or null",
      driver: "text",
      started_at: "number",
      revision: "number",
      head: "text",
    },
  },
  event: {
    table: "events",
    run: "run",
    order: ["revision"],
    columns: {
      run: "text",
      revision: "number",
      event: "json",
      previous: "text",
      salt: "text",
      struck: "text or null",
    },
  },
  facts: {
    table: "facts",
    run: "run",
    order: ["visit"],
    columns: { run: "text", visit: "text", facts: "json", kept_at: "number" },
  },
  message: {
    table: "messages",
    run: "run",
    order: ["key"],
    columns: {
      run: "text",
      key: "text",
      ts: "text",
      hash: "text",
      generation: "number",
      file: "text or null",
    },
  },
  effect: {
    table: "effects",
    run: "run",
    order: ["key"],
    columns: {
      run: "text",
      key: "text",
      lane: "text",
      visit: "text or null",
      effect: "json",
      due: "number",
      held_until: "number",
      asked: "number",
      turn: "number",
      wanted: "number",
      attempts: "number",
      dead: "number",
      error: "text or null",
    },
  },
  delivery: {
    table: "deliveries",
    run: "run",
    order: ["at", "id"],
    columns: { id: "text", run: "text", at: "number" },
  },
};
export function writeLine(name: string, { columns }: LineKind, row: ArchiveRow): string {
  const values = Object.entries(columns).map(([column, value]) =>
    value === "json" ? jsonOf(column, String(row[column])) : [column, row[column]],
  );
  return JSON.stringify({ kind: name, ...Object.fromEntries(values) });
}

/** What is damaged travels as it is: one bad row must not keep the others from being taken away. */
function jsonOf(column: string, text: string): readonly [string, unknown] {
  const value = readJson(text);
  return value === undefined ? [damaged(column), text] : [column, value];
}

const damaged = (column: string): string => `${column}_damaged`;

/** The values that a line gives to the columns of its kind. Throws BadInput that names what does not fit. */
export function readColumns({ columns }: LineKind, line: ArchiveRow): readonly unknown[] {
  const known = new Set(["kind", ...Object.entries(columns).flatMap(namesOf)]);
  const unknown = Object.keys(line).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new BadInput(`it has ${unknown}, which this version does not know`);
  return Object.entries(columns).map(([column, value]) => {
    if (value === "json" && line[column] !== undefined) return JSON.stringify(line[column]);
    const text = value === "json" ? line[damaged(column)] : undefined;
    if (typeof text === "string") return text;
    if (!value.split(" or ").includes(typeOf(line[column])))
      throw new BadInput(`${column} should be ${value}`);
    return line[column];
  });
}

const namesOf = ([column, value]: readonly [string, Value]): readonly string[] =>
  value === "json" ? [column, damaged(column)] : [column];

/** A row of a table or a line of an export, by column. */
export type ArchiveRow = { readonly [column: string]: unknown };

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  return Number.isSafeInteger(value) ? "number" : "unknown";
}
