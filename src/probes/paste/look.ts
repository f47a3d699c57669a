import {
  type Evidence,
  type GenericProbe,
  type Json,
  type ProbeSignature,
  unread,
} from "#language";
import type { ProbeContext } from "../../engine/ports.ts";
import { judged } from "../judge-finding.ts";
import type { Reader } from "../reading/read.ts";
import { parsePasted } from "./formats.ts";
import { paste, shownCommand } from "./kind.ts";

/** Reads what a person pasted as the step's answer. It asks nothing of the world. */
export function lookAtPasted(read: Reader) {
  return async (
    signature: ProbeSignature,
    probe: GenericProbe,
    context: ProbeContext,
  ): Promise<Evidence> => {
    const { from, as, read: expressions, command } = paste.parse(probe);
    const pasted = context.run.facts[from];
    if (typeof pasted !== "string")
      return unread(signature, "Nothing was pasted yet: press “Change the answers” (⋯).");
    const parsed = parsePasted(pasted, as);
    if (parsed.kind === "wrong") return unread(signature, parsed.says);
    const result =
      expressions === undefined
        ? ({ kind: "read", values: parsed.data as { readonly [name: string]: Json } } as const)
        : await read(parsed.data, expressions);
    if (result.kind === "unread") return unread(signature, result.says);
    const line = command === undefined ? undefined : shownCommand(command, context.run.facts);
    const queries = line === undefined ? [] : [line];
    const seen = {
      about: "What was pasted",
      values: result.values,
      source: "pasted by a responder",
    };
    return judged(signature, probe, { ...seen, queries }, context);
  };
}
