import type { Source } from "../found-values.ts";

export interface Property {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** The lines "key=value" and "key: value" of a properties, ini or HOCON text; comments and all else left out. */
export function parseProperties({ text, firstLine }: Source): readonly Property[] {
  return text.split("\n").flatMap((whole, index) => {
    const line = whole
      .slice(0, longestLine)
      .trim()
      .replace(/^export[ \t]/, "")
      .trimStart();
    const end = line.search(/[=:]/);
    const key = line.slice(0, Math.max(0, end)).trim();
    if (!/^%?[\w.,[\]"-]{1,500}$/.test(key) || key.startsWith("[")) return [];
    return [
      { key: key.replaceAll('"', ""), value: line.slice(end + 1).trim(), line: firstLine + index },
    ];
  });
}

const longestLine = 2000;
