import { type DurationReader, milliseconds, timeSpan, wholeSeconds } from "../duration-units.ts";
import { shellWords } from "../formats/shell-words.ts";
import {
  candidate,
  type Found,
  neverCloses,
  noReuse,
  unclear,
  type Value,
} from "../found-values.ts";
import { judgeGunicorn } from "../programs/gunicorn.ts";
import { type JavaOption, readJavaOptions } from "../programs/spring.ts";
import { fromVariable, type Meanings, valueFrom } from "../read-value.ts";
import { fromOptions } from "./gunicorn-and-hypercorn.ts";
import type { ShellVariables, Variable } from "./program-start.ts";
import { javaVariables } from "./traefik-and-java.ts";

/** What variables of the environment say by their names alone, whatever program is started. */
export function readEnvironment(
  environment: ShellVariables,
  file: string,
  started: readonly Found[],
): readonly Found[] {
  const known = rows.flatMap(({ name, server, read, meanings }): readonly Found[] => {
    const [, variable] = [...environment].find(([key]) => key.toUpperCase() === name) ?? [];
    if (variable === undefined) return [];
    const value = fromEnvironment(variable, read, meanings);
    return [{ server, side: "server", value, file, line: variable.line }];
  });
  const java: readonly JavaOption[] = [...environment].map(([path, { text, line }]) => ({
    path,
    text,
    line,
  }));
  return [
    ...known,
    ...nextIn(environment, file, started),
    ...gunicornIn(environment, file, started),
    ...readJavaOptions([...java, ...javaVariables(environment)], file),
  ];
}

/** Options for a gunicorn that is started elsewhere. */
function gunicornIn(
  environment: ShellVariables,
  file: string,
  started: readonly Found[],
): readonly Found[] {
  const variable = environment.get("GUNICORN_CMD_ARGS");
  const isStarted = started.some(({ server }) => /^(?:gunicorn|tornado)/.test(server));
  if (variable === undefined || isStarted) return [];
  const { text, line } = variable;
  const settings = fromOptions({ options: shellWords(text, line), file });
  if (Object.keys(settings).length === 0) return [];
  const found = judgeGunicorn(settings, { file, line }, false);
  return [variable.overridable ? { ...found, value: fromVariable(found.value) } : found];
}

/** The value of a variable; what only applies unless someone sets another is not known. */
export function fromEnvironment(
  variable: Variable,
  read: DurationReader,
  meanings: Meanings = {},
): Value {
  const value = valueFrom(variable.text, read, meanings);
  return variable.overridable ? fromVariable(value) : value;
}

/** A standalone Next.js asks for this variable; whether it is one, only its start command tells. */
function nextIn(
  environment: ShellVariables,
  file: string,
  started: readonly Found[],
): readonly Found[] {
  const variable = environment.get("KEEP_ALIVE_TIMEOUT");
  if (variable === undefined || started.some(({ server }) => server === "next")) return [];
  const value = valueFrom(variable.text, milliseconds, { zero: neverCloses });
  const maybe = unclear(says.next, candidate("Applies to a standalone Next.js.", value));
  return [{ server: "next", side: "server", value: maybe, file, line: variable.line }];
}

interface Row {
  readonly name: string;
  readonly server: string;
  readonly read: DurationReader;
  readonly meanings?: Meanings;
}

const rows: readonly Row[] = [
  { name: "UVICORN_TIMEOUT_KEEP_ALIVE", server: "uvicorn", read: wholeSeconds },
  { name: "PUMA_PERSISTENT_TIMEOUT", server: "puma-7", read: wholeSeconds },
  { name: "KESTREL__LIMITS__KEEPALIVETIMEOUT", server: "kestrel", read: timeSpan },
  { name: "ASPNETCORE_KESTREL__LIMITS__KEEPALIVETIMEOUT", server: "kestrel", read: timeSpan },
  { name: "MOJO_KEEP_ALIVE_TIMEOUT", server: "mojolicious", read: wholeSeconds },
  {
    name: "SANIC_KEEP_ALIVE_TIMEOUT",
    server: "sanic",
    read: wholeSeconds,
    meanings: { zero: noReuse },
  },
];

const says = {
  next: "Whether the program asks for KEEP_ALIVE_TIMEOUT cannot be told from here.",
};
