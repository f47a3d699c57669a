import { type OnlyRule, type Rules, usualRules } from "../run/permission/rules.ts";
import type { WrittenRules } from "./settings-file/shape.ts";

/** The rules of the file, with the usual ones for what it leaves out; the environment's confirmers are confirmers too. */
export function rulesOf(written: WrittenRules = {}, confirmers: readonly string[] = []): Rules {
  const { only = [], confirmers: named = [], ...said } = written;
  return {
    ...usualRules,
    ...given(said),
    confirmers: [...new Set([...confirmers, ...named])],
    only: only.map((rule) => given(rule) as OnlyRule),
  };
}

/** Without what is there but undefined. */
const given = <T extends object>(said: T) =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
