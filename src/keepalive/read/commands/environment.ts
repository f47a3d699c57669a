import { closes, type Found } from "../found.ts";
import { type JavaOption, readJavaOptions } from "../programs/spring.ts";
import { type DurationReader, timeSpan, wholeSeconds } from "../units.ts";
import { fromVariable, type Meanings, valueFrom } from "../value.ts";
import type { Environment } from "./command.ts";

/** What variables of the environment say by their names alone, whatever program is started. */
export function readEnvironment(environment: Environment, file: string): readonly Found[] {
  const known = rows.flatMap(({ name, server, read, meanings }): readonly Found[] => {
    const [, variable] = [...environment].find(([key]) => key.toUpperCase() === name) ?? [];
    if (variable === undefined) return [];
    const value = valueFrom(variable.text, read, meanings);
    const shown = variable.overridable ? fromVariable(value) : value;
    return [{ server, side: "server", value: shown, file, line: variable.line }];
  });
  const java: readonly JavaOption[] = [...environment].map(([path, { text, line }]) => ({
    path,
    text,
    line,
  }));
  return [...known, ...readJavaOptions(java, file)];
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
    meanings: { zero: closes },
  },
];
