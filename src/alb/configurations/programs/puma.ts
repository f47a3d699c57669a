import { expressionAt, expressionSeconds, uniqueDefinitions } from "../formats/expression-value.ts";
import { lineHeaders } from "../formats/indentation.ts";
import type { Syntax, Token } from "../formats/scan.ts";
import { tokenize } from "../formats/tokens.ts";
import {
  byDefault,
  candidate,
  type Found,
  noReuse,
  type Source,
  unclear,
  type Value,
} from "../found-values.ts";
import { tooLong } from "../read-value.ts";
import { type Context, versionNumber } from "../versions-context.ts";

/** When Puma closes idle connections, from its configuration in Ruby. */
export function readPuma(source: Source, context: Context): readonly Found[] {
  const { text, file, firstLine } = source;
  const tokens = tokenize(text, firstLine, syntax);
  const { server, without } = pumaVersion(context);
  const base = { server, side: "server", file } as const;
  if (tokens === undefined) return [{ ...base, value: unclear(tooLong), line: firstLine }];
  const off = tokens.find(
    ({ text }, at) => text === "enable_keep_alives" && tokens[at + 1]?.text === "false",
  );
  if (off !== undefined) return [{ ...base, value: noReuse, line: off.line }];
  const unqueued = tokens.find(
    ({ text }, at) => text === "queue_requests" && tokens[at + 1]?.text === "false",
  );
  if (unqueued !== undefined)
    return [{ ...base, value: { kind: "set", seconds: 0.2 }, line: unqueued.line }];
  const index = tokens.findLastIndex(
    ({ text, parent }) => text === "persistent_timeout" && parent === -1,
  );
  const conditional = tokens.findLast(({ text }) => text === "persistent_timeout");
  const at = index === -1 && conditional ? tokens.indexOf(conditional) : index;
  if (at === -1) return [{ ...base, value: without, line: firstLine, weak: true }];
  const line = tokens[at]?.line ?? firstLine;
  const isTop = lineHeaders(source)(line) === undefined;
  return [
    { ...base, value: isTop ? valueAt(tokens, at) : underCondition(valueAt(tokens, at)), line },
  ];
}

const underCondition = (value: Value): Value =>
  value.kind === "unknown"
    ? value
    : unclear(says.condition, candidate("Applies when the condition holds.", value));

/** Which Puma it is, and what holds where nothing is set: its default changed with version 7. */
export function pumaVersion({ versions }: Context): {
  readonly server: string;
  readonly without: Value;
} {
  if (versions.puma === undefined)
    return { server: "puma-7", without: unclear(says.version, six, seven) };
  return { server: versions.puma < versionNumber("7") ? "puma-6" : "puma-7", without: byDefault };
}

const syntax: Syntax = { lineComment: "#", quotes: ['"', "'"] };

function valueAt(tokens: readonly Token[], index: number): Value {
  const span = expressionAt(tokens, index + 1, true);
  // A statement modifier: persistent_timeout 5 if …
  const end = tokens.findIndex(
    ({ text }, at) => at > index && at < span.end && /^(?:if|unless)$/.test(text),
  );
  const bare = end === -1 ? span : { ...span, end };
  const value = expressionSeconds(tokens, bare, 1, {
    definition: uniqueDefinitions(tokens, true),
    call,
  });
  if (end === -1 || value.kind === "unknown") return value;
  return unclear(says.condition, candidate("Applies when the condition holds.", value));
}

const call = (name: string, [first]: readonly number[]) =>
  /^(?:Integer|Float)$/.test(name) ? first : undefined;

const six = candidate("The default up to Puma 6.", { kind: "set", seconds: 20 });
const seven = candidate("The default from Puma 7 on.", { kind: "set", seconds: 65 });

const says = {
  version:
    "Nothing sets the timeout, and its default depends on the version of Puma, which was not found.",
  condition: "The value is set under a condition.",
};
