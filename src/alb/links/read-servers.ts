import { readFileSync } from "node:fs";
import type { IdleDefault, Server, Unit, Upstream } from "./server.ts";

/** A row of a table by its columns; empty cells are left out. */
type Row = { readonly [column: string]: string };

/** Reads the tables of servers.md. Throws RangeError for a row of servers that it does not name. */
export function readServers(): readonly Server[] {
  const rows = rowsIn(readFileSync(new URL("./servers.md", import.meta.url), "utf8"));
  const servers = rows.filter(({ id }) => id !== undefined);
  const named = new Set(servers.map(({ id }) => id));
  const more = rows.flatMap(({ ids, ...row }) =>
    (ids?.split(" ") ?? []).map((of) => ({ ...row, of })),
  );
  const stray = more.find(({ of }) => !named.has(of));
  if (stray !== undefined) throw new RangeError(`There is no server ${stray.of}.`);
  return servers.map((row) =>
    serverOf(
      row,
      more.filter(({ of }) => of === row.id),
    ),
  );
}

function serverOf(row: Row, more: readonly Row[]): Server {
  const { id = "", name = "", called = "", setting = null, source = "", marks = "" } = row;
  const one = (column: string) => more.find((other) => column in other)?.[column];
  const setIn = more.flatMap(({ ending, [lineToWrite]: set = "" }) =>
    ending ? { ending, set } : [],
  );
  return {
    ...{ id, name, called, group: row[heading] ?? "", directive: setting, source },
    ...{ unit: row.unit as Unit, defaultSeconds: defaultOf(row.default) },
    ...given({
      addsSeconds: numberIn(row.adds),
      capSeconds: numberIn(row.most),
      zero: row["0 is"] as Server["zero"],
      unannounced: marks.includes("unannounced") || undefined,
      isScarce: marks.includes("scarce") || undefined,
      unverified: marks.includes("unverified") || undefined,
      set: row[lineToWrite],
      setIn: setIn.length === 0 ? undefined : setIn,
      stopReuse: row["stops reuse"],
      sideEffect: one("side effect"),
      rollOut: one("roll-out"),
      notHttp: one("why"),
      upstream: upstreamOf(more),
    }),
  };
}

function upstreamOf(more: readonly Row[]): Upstream | undefined {
  const row = more.find(({ setting }) => setting !== undefined);
  if (row === undefined) return undefined;
  const { setting: directive = "", unit, source = "", note } = row;
  const again = more.find(({ danger }) => danger !== undefined);
  const retry = again && {
    ...{ set: again[lineToWrite] ?? "", danger: again.danger ?? "", source: again.source ?? "" },
  };
  return {
    ...{ directive, unit: unit as Unit, source },
    defaultSeconds: defaultOf(row.default) as Upstream["defaultSeconds"],
    ...given({ set: row[lineToWrite], note, retry }),
  };
}

const lineToWrite = "line to write";

const numberIn = (cell: string | undefined) => (cell === undefined ? undefined : Number(cell));

const defaultOf = (cell: string | undefined): IdleDefault =>
  cell === "none" || cell === "closes" ? cell : (numberIn(cell) ?? null);

/** Without what is undefined. */
const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [F in keyof Fields]?: Exclude<Fields[F], undefined>;
  };

/** The column under which a row has the heading that it stands below. */
const heading = "";

/** The rows of all tables of a Markdown text. */
function rowsIn(text: string): readonly Row[] {
  let [below, columns]: [string, readonly string[] | undefined] = ["", undefined];
  return text.split("\n").flatMap((line) => {
    if (line.startsWith("## ")) below = line.slice(3);
    const cells = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    const isHead = columns === undefined;
    columns = cells.length === 0 ? undefined : (columns ?? cells);
    if (columns === undefined || isHead || line.startsWith("|-")) return [];
    const named = columns.map((column, at) => [column, cells[at] ?? ""] as const);
    return [{ ...Object.fromEntries(named.filter(([, cell]) => cell !== "")), [heading]: below }];
  });
}
