import type { Source } from "../found.ts";

export interface Property {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** The lines "key=value" and "key: value" of a properties, ini or HOCON text; comments and all else left out. */
export function propertiesOf({ text, firstLine }: Source): readonly Property[] {
  return text.split("\n").flatMap((whole, index) => {
    const [, key, value = ""] =
      /^[ \t]*([\w.-]+(?:\[\w*\][\w.-]*)*)[ \t]*[=:](.*)$/.exec(whole.slice(0, longestLine)) ?? [];
    return key === undefined ? [] : [{ key, value: value.trim(), line: firstLine + index }];
  });
}

const longestLine = 2000;
