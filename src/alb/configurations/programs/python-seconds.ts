import { expressionAt, expressionSeconds, uniqueDefinitions } from "../formats/expression-value.ts";
import type { Token } from "../formats/scan.ts";
import type { Value } from "../found-values.ts";

/** The value in seconds of the expression that begins at `start`; `zero` is what 0 means to the program. */
export function pythonSeconds(tokens: readonly Token[], start: number, zero?: Value): Value {
  const span = expressionAt(tokens, start, true);
  const meanings = zero === undefined ? {} : { zero };
  return expressionSeconds(tokens, span, 1, {
    definition: uniqueDefinitions(tokens, true),
    call,
    meanings,
  });
}

const call = (name: string, [first]: readonly number[]) =>
  /^(?:int|float)$/.test(name) ? first : undefined;
