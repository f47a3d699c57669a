import { readTableRows, type TableRow } from "../markdown-tables.ts";
import type { IdleDefault, Server, Unit, Upstream } from "./server.ts";

type Cells = TableRow["cells"];

/** Reads the tables of servers.md. Throws RangeError for a row of servers that it does not name. */
export function readServers(): readonly Server[] {
  const rows = readTableRows(new URL("./servers.md", import.meta.url));
  const servers = rows.filter(({ cells }) => "id" in cells);
  const named = new Set(servers.map(({ cells: { id } }) => id));
  const more = rows.flatMap(({ cells: { ids = "", ...cells } }) =>
    ids === "" ? [] : ids.split(" ").map((id) => ({ id, cells })),
  );
  const stray = more.find(({ id }) => !named.has(id));
  if (stray !== undefined) throw new RangeError(`There is no server ${stray.id}.`);
  return servers.map((row) => {
    const own = more.filter(({ id }) => id === row.cells.id);
    return serverOf(
      row,
      own.map(({ cells }) => cells),
    );
  });
}

function serverOf({ heading: group, cells: row }: TableRow, more: readonly Cells[]): Server {
  const { id = "", name = "", called = "", setting = null, source = "", marks = "" } = row;
  const one = (column: string) => more.find((other) => column in other)?.[column];
  const setIn = more.flatMap(({ ending, [lineToWrite]: set = "" }) =>
    ending ? { ending, set } : [],
  );
  return {
    ...{ id, name, called, group, directive: setting, source },
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

function upstreamOf(more: readonly Cells[]): Upstream | undefined {
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
