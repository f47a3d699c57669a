import { search } from "@jmespath-community/jmespath";
import type { Json } from "#language";

/** What to read of something, by the name that conditions have for it: JMESPath, as in `aws --query`. */
export type Expressions = { readonly [name: string]: string };

/** What was read; or why nothing was, in a sentence. */
export type ReadResult =
  | { readonly kind: "read"; readonly values: { readonly [name: string]: Json } }
  | { readonly kind: "unread"; readonly says: string };

/** What the thread is asked: to read data with expressions. */
export interface ReadQuestion {
  readonly data: Json;
  readonly expressions: Expressions;
}

/** Characters. */
const longest = 10_000;

/**
 * What each expression finds in the data, null where it finds nothing. What was read is kept with the run for good: it is a few words or
 * numbers, and no whole answer. Throws with the name of the expression that fails.
 */
export function readAll({ data, expressions }: ReadQuestion): ReadResult {
  const read: (readonly [string, Json])[] = [];
  for (const [name, text] of Object.entries(expressions)) {
    const json = readOne(name, text, data);
    if (json.length > longest) return tooLong(name);
    read.push([name, JSON.parse(json)]);
  }
  return { kind: "read", values: Object.fromEntries(read) };
}

function readOne(name: string, text: string, data: Json): string {
  try {
    return JSON.stringify(search(data as never, text) ?? null);
  } catch (error) {
    throw new Error(`${name} (${text}): ${error instanceof Error ? error.message : String(error)}`);
  }
}

const tooLong = (name: string): ReadResult => ({
  kind: "unread",
  says: `What is read as “${name}” has more than ${longest.toLocaleString("en-US")} characters. Have the runbook read less: a number, a name, length(…).`,
});
