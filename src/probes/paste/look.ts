import type { Json } from "#language";
import { genericLook } from "../generic-look.ts";
import type { DataReader } from "../reading/read.ts";
import { parsePasted } from "./formats.ts";
import { paste, shownCommand } from "./kind.ts";

/** Reads what a person pasted as the step's answer. It asks nothing of the world. */
export const lookAtPasted = (read: DataReader) =>
  genericLook(paste, async ({ stated, answers, asks }) => {
    const { from, as, read: expressions, command } = stated;
    const pasted = answers[from];
    if (typeof pasted !== "string")
      return "Nothing was pasted yet: press “Change the answers” (⋯).";
    const parsed = parsePasted(pasted, as);
    if (parsed.kind === "wrong") return parsed.says;
    const result =
      expressions === undefined
        ? ({ kind: "read", values: parsed.data as { readonly [name: string]: Json } } as const)
        : await read(parsed.data, expressions);
    if (result.kind === "unread") return result.says;
    const line = command === undefined ? undefined : shownCommand(command, answers);
    asks(() => (line === undefined ? [] : [line]));
    return { about: "What was pasted", values: result.values, source: "pasted by a responder" };
  });
