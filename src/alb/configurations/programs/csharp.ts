import { timeSpan } from "../duration-units.ts";
import { nameAt } from "../formats/expression.ts";
import { expressionAt, expressionSeconds, uniqueDefinitions } from "../formats/expression-value.ts";
import type { Syntax, Token } from "../formats/scan.ts";
import { tokenIndexes, tokenize } from "../formats/tokens.ts";
import { isUnderIf } from "../formats/under-if.ts";
import {
  byDefault,
  candidate,
  candidatesOf,
  type Found,
  neverCloses,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { tooLong, valueFrom } from "../read-value.ts";

/** When Kestrel closes idle connections, from a program in C#. */
export function readCsharp({ text, file, firstLine }: Source): readonly Found[] {
  // Clients have a property of this name, too.
  if (!/WebApplication|Kestrel|CreateDefaultBuilder|Limits|UseHttpSys/.test(text)) return [];
  const base = { server: "kestrel", side: "server", file } as const;
  const tokens = tokenize(text, firstLine, syntax);
  if (tokens === undefined) return [{ ...base, value: unclear(tooLong), line: firstLine }];
  const places = tokenIndexes(
    tokens,
    ({ text }, at) => text === "KeepAliveTimeout" && tokens[at + 1]?.text === "=",
  );
  const set = places.map((index) => {
    const line = tokens[index]?.line ?? firstLine;
    return { ...base, value: valueAt(tokens, index), line };
  });
  const httpSys = httpSysIn(tokens, file);
  if (httpSys !== undefined) return [httpSys];
  // A method that takes a WebApplication makes none.
  const starts = tokens.find(
    ({ text }, at) =>
      /^(?:UseKestrel|ConfigureKestrel|CreateDefaultBuilder|ConfigureWebHostDefaults)$/.test(
        text,
      ) ||
      (text === "WebApplication" && /^Create/.test(tokens[at + 2]?.text ?? "")),
  );
  if (set.length > 0 || starts === undefined) return set;
  return [{ ...base, value: byDefault, line: starts.line, weak: true }];
}

/** UseHttpSys puts http.sys in Kestrel's place, with a timeout of its own. */
function httpSysIn(tokens: readonly Token[], file: string): Found | undefined {
  const use = tokens.find(({ text }) => text === "UseHttpSys");
  if (use === undefined) return undefined;
  const at = tokens.findLastIndex(
    ({ text }, index) => text === "IdleConnection" && tokens[index + 1]?.text === "=",
  );
  const base = { server: "iis", side: "server", file } as const;
  const line = tokens[at]?.line ?? use.line;
  if (at === -1) return { ...base, value: byDefault, line, weak: true };
  return { ...base, value: timeAt(tokens, at + 2), line };
}

const syntax: Syntax = {
  lineComment: "//",
  quotes: ['"', "'"],
  blockComments: true,
  tripleQuotes: true,
};

/** Web sockets have a timeout of this name, too: only one of the limits counts. */
function valueAt(tokens: readonly Token[], index: number): Value {
  const set = timeAt(tokens, index + 2);
  const value = isUnderIf(tokens, index)
    ? unclear(says.condition, ...candidatesOf(says.perhaps, set))
    : set;
  const isLimit = tokens[index - 1]?.text === "." && /limits$/i.test(tokens[index - 2]?.text ?? "");
  if (isLimit || value.kind === "unknown") return value;
  return unclear(says.owner, candidate("Applies if it is one of Kestrel's limits.", value));
}

function timeAt(tokens: readonly Token[], start: number): Value {
  const span = expressionAt(tokens, start);
  const first = tokens[start]?.text === "new" ? start + 1 : start;
  const { name, end } = nameAt(tokens, first, span.end);
  if (/^(?:Timeout\.InfiniteTimeSpan|TimeSpan\.MaxValue)$/.test(name)) return neverCloses;
  if (/^TimeSpan\.Parse(?:Exact)?$/.test(name) && tokens[end + 1]?.kind === "text") {
    return valueFrom(tokens[end + 1]?.text ?? "", timeSpan);
  }
  return expressionSeconds(tokens, { start: first, end: span.end }, 1, {
    call,
    definition: uniqueDefinitions(tokens),
  });
}

/** TimeSpan.FromSeconds(65), new TimeSpan(hours, minutes, seconds) and, with four numbers, days first. */
function call(name: string, given: readonly number[]): number | undefined {
  const [first = 0] = given;
  if (name === "TimeSpan") {
    const parts = given.length === 3 ? [0, ...given] : given;
    return parts.length < 4
      ? undefined
      : parts.slice(0, 4).reduce((sum, part, index) => sum + part * (sizes[index] ?? 0), 0);
  }
  const unit = /^TimeSpan\.From(\w+)$/.exec(name)?.[1] ?? "";
  return Object.hasOwn(units, unit) && given.length === 1 ? first * (units[unit] ?? 0) : undefined;
}

const sizes = [86_400, 3600, 60, 1];

const units: Readonly<Record<string, number>> = {
  Milliseconds: 0.001,
  Seconds: 1,
  Minutes: 60,
  Hours: 3600,
  Days: 86_400,
};

const says = {
  owner: "The option stands outside of Kestrel's limits as far as the text shows.",
  condition: "The value is set under a condition.",
  perhaps: "Applies when the condition holds.",
};
