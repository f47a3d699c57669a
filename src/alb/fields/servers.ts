import { defineField, type FieldKind, type Json } from "#language";
import { asShown, type IdleAnswer, type ServerAnswer } from "./field-builders.ts";
import { readServer, type ServerPath, serverInputs } from "./server-page.ts";
import { endsOpen, type ReadConfigurations, serversFromFiles } from "./servers-found.ts";

/** The servers that a request passes behind the load balancer, one part each. */
export const serversField = (readConfigurations: ReadConfigurations): FieldKind =>
  defineField<ServerPath>({
    kind: "servers",
    called: { one: "path of servers", many: "paths of servers" },
    fits: (answer) => Array.isArray(answer) && answer.length > 0 && answer.every(isServer),
    expected: () => "Describe at least one server.",
    words: (path) => path.map(serverInWords),
    part: "server",
    open: (path) => path.flatMap(unknownOf),
    form: {
      kind: "pages",
      page: serverInputs,
      next: readServer,
      goesOn: endsOpen,
      rest,
      files: serversFromFiles(readConfigurations),
    },
  });

/** Servers that are done need not be kept, but for the last, whose other side is asked about next. */
function rest(known: ServerPath, soFar: ServerPath = []): ServerPath | undefined {
  if (known.length <= soFar.length) return undefined;
  return known.map((server, at) => (at < soFar.length - 1 ? done : server));
}

const done: ServerAnswer = { kind: "", closes: { how: "unknown" } };

/** "nginx on port 80 closes idle connections after 75 s (read, nginx.conf:12)" */
function serverInWords({ kind, closes, keeps, port }: ServerAnswer): string {
  const name = kind === "unknown" ? "the server" : kind;
  const where = port === undefined ? "" : ` on port ${port}`;
  const behind = keeps ? `, and those to the server behind it ${idleInWords(keeps)}` : "";
  return `${name}${where} ${closesInWords(closes)}${behind}`;
}

const closesInWords = (idle: IdleAnswer): string =>
  idle.state === "never"
    ? `never closes idle connections${knownInWords(idle)}`
    : `closes idle connections ${idleInWords(idle)}`;

/** "after 75 s (read, nginx.conf:12)", "by its default" */
function idleInWords({ how, seconds, state, where }: IdleAnswer): string {
  if (how === "unknown") return "at a time that is not known";
  if (how === "default") return `by its default${where === undefined ? "" : `, ${where}`}`;
  return `${valueInWords(seconds, state)}${knownInWords({ how, where })}`;
}

/** " (read, nginx.conf:12)" */
function knownInWords({ how, where }: Pick<IdleAnswer, "how"> & { where?: string | undefined }) {
  if (where?.startsWith(asShown)) return ` (${where})`;
  return ` (${how}${where === undefined ? "" : `, ${where}`})`;
}

function valueInWords(seconds: number | undefined, state: IdleAnswer["state"]): string {
  if (state === "never") return "never";
  if (state === "closes" || state === "closes-silently") return "after each response";
  const value = `${seconds ?? "an unknown number of"} s`;
  return state === "at-least" ? `not before ${value}` : `after ${value}`;
}

function unknownOf({ kind, closes }: ServerAnswer): readonly string[] {
  const name = kind === "unknown" ? "one server of the path" : kind;
  if (closes.how === "unknown") return [`When ${name} closes idle connections is not known.`];
  return kind === "unknown" ? ["Which program one server of the path runs is not known."] : [];
}

const isServer = (value: Json): boolean =>
  typeof value === "object" && value !== null && "kind" in value && "closes" in value;
