import { search } from "@jmespath-community/jmespath";
import type { Json } from "#language";
import type { Ask } from "./read.ts";

/** What each expression finds in the data, null where it finds nothing. Throws with the name of the expression that fails. */
export function readAll({ data, expressions }: Ask): { readonly [name: string]: Json } {
  const read = Object.entries(expressions).map(([name, text]) => [name, readOne(name, text, data)]);
  return Object.fromEntries(read);
}

function readOne(name: string, text: string, data: Json): Json {
  try {
    return JSON.parse(JSON.stringify(search(data as never, text) ?? null));
  } catch (error) {
    throw new Error(`${name} (${text}): ${error instanceof Error ? error.message : String(error)}`);
  }
}
