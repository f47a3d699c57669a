import { wholeSeconds } from "../duration-units.ts";
import {
  byDefault,
  candidate,
  type Found,
  noReuse,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { valueFrom } from "../read-value.ts";

/** When lighttpd closes idle connections: globally, and in each condition that sets something else. */
export function readLighttpd(sources: readonly Source[]): readonly Found[] {
  const lines = sources.flatMap(settingsOf);
  const [first] = sources;
  if (first === undefined) return [];
  const isOff = lines.find(
    ({ name, value }) => name === "server.max-keep-alive-requests" && value === "0",
  );
  const idles = lines.filter(({ name }) => name === "server.max-keep-alive-idle");
  if (isOff) return [{ ...base, value: noReuse, file: isOff.file, line: isOff.line }];
  const found = idles.map(({ value, file, line }) => ({
    ...base,
    value: valueFrom(value, wholeSeconds),
    file,
    line,
  }));
  if (idles.some(({ depth }) => depth === 0)) return found;
  const hasUnseen = lines.some(({ name }) => name === "include" || name === "include_shell");
  const value: Value = hasUnseen ? unclear(says.include, five) : byDefault;
  return [...found, { ...base, value, file: first.file, line: first.firstLine }];
}

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly depth: number;
  readonly file: string;
  readonly line: number;
}

function settingsOf({ text, file, firstLine }: Source): readonly Setting[] {
  let depth = 0;
  return text.split("\n").flatMap((whole, index) => {
    const written = whole.slice(0, 2000).trim();
    if (written === "" || written.startsWith("#")) return [];
    // A condition may open and close on one line.
    return written.split(/([{}])/).flatMap((part) => {
      if (part === "{" || part === "}") depth = Math.max(0, depth + (part === "{" ? 1 : -1));
      const [, name, value = ""] = setting.exec(part.trim()) ?? [];
      if (name === undefined) return [];
      return [{ name, value: value.trim(), depth, file, line: firstLine + index }];
    });
  });
}

const setting = /^([\w.-]+)[ \t]*(?:=|:=|[ \t])[ \t]*([^#]*)/;

const base = { server: "lighttpd", side: "server" } as const satisfies Partial<Found>;

const five = candidate("The default of lighttpd.", { kind: "set", seconds: 5 });

const says = { include: "A file that is included was not given, and it may set the timeout." };
