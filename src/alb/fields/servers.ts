import { defineField, type FieldKind, type Json } from "#language";
import type { IdleAnswer, ServerAnswer } from "./builders.ts";
import { type Path, readServer, serverInputs } from "./server-page.ts";
import { endsOpen, serversFromFiles } from "./servers-found.ts";
import type { ServersParts } from "./servers-parts.ts";

/** The servers that a request passes behind the load balancer, one part each. */
export const serversField = (parts: ServersParts): FieldKind =>
  defineField<Path>({
    kind: "servers",
    called: { one: "path of servers", many: "paths of servers" },
    fits: (answer) => Array.isArray(answer) && answer.length > 0 && answer.every(isServer),
    expected: () => "Describe at least one server.",
    words: (path) => path.map(serverInWords),
    part: "server",
    open: (path) => path.flatMap(unknownOf),
    form: {
      kind: "pages",
      page: (at) => serverInputs(at, parts),
      next: (at, entered) => readServer(at, entered, parts),
      goesOn: (path) => endsOpen(path, parts),
      rest,
      files: serversFromFiles(parts),
    },
  });

/** Servers that are done need not be kept, but for the last, whose other side is asked about next. */
function rest(known: Path, soFar: Path = []): Path | undefined {
  if (known.length <= soFar.length) return undefined;
  return known.map((server, at) => (at < soFar.length - 1 ? done : server));
}

const done: ServerAnswer = { kind: "", closes: { how: "unknown" } };

/** "nginx on port 80 closes idle connections: after 75 s (read, nginx.conf:12)" */
function serverInWords({ kind, closes, keeps, port }: ServerAnswer): string {
  const name = kind === "unknown" ? "a server that nobody knows" : kind;
  const where = port === undefined ? "" : ` on port ${port}`;
  const behind = keeps ? `, keeps connections to the server behind it: ${idleInWords(keeps)}` : "";
  return `${name}${where} closes idle connections: ${idleInWords(closes)}${behind}`;
}

/** "after 75 s (read, nginx.conf:12)", "not known", "by its default" */
function idleInWords({ how, seconds, state, where }: IdleAnswer): string {
  if (how === "unknown") return "not known";
  const place = where === undefined ? "" : `, ${where}`;
  if (how === "default") return `by its default${place}`;
  return `${valueInWords(seconds, state)} (${how}${place})`;
}

function valueInWords(seconds: number | undefined, state: IdleAnswer["state"]): string {
  if (state === "never") return "never";
  if (state === "closes" || state === "closes-silently") return "after each response";
  const value = `${seconds ?? "an unknown number of"} s`;
  return state === "at-least" ? `not before ${value}` : `after ${value}`;
}

function unknownOf({ kind, closes }: ServerAnswer): readonly string[] {
  if (kind !== "unknown" && closes.how !== "unknown") return [];
  const which = kind === "unknown" ? "one server of the path" : kind;
  return [`Nobody knew when ${which} closes idle connections.`];
}

const isServer = (value: Json): boolean =>
  typeof value === "object" && value !== null && "kind" in value && "closes" in value;
