import type { Source } from "../found-values.ts";
import { type ApacheLine, parseApache } from "./apache-lines.ts";
import { isNamedBy } from "./include-pattern.ts";

/** A file of Apache httpd that no other includes, with those that it includes in their places. */
export interface ApachePart {
  readonly from: Source;
  readonly lines: readonly ApacheLine[];
  readonly hasIncluded: boolean;
}

export function withIncludes(sources: readonly Source[]): readonly ApachePart[] {
  const files = sources.map((from) => ({ from, lines: parseApache(from) }));
  const included = new Set<Source>();
  let left = mostLines;
  const expand = (from: Source, lines: readonly ApacheLine[], depth: number): ApacheLine[] =>
    lines.flatMap((line) => {
      if (!isInclude(line) || depth > deepest || left < 0) return [line];
      const named = files.filter((file) => file.from !== from && isIncluded(line, file.from));
      return named.length === 0
        ? [line]
        : named.flatMap((file) => {
            included.add(file.from);
            left -= file.lines.length;
            const inside = file.lines.map((one) => ({
              ...one,
              sections: [...line.sections, ...one.sections],
            }));
            return expand(file.from, inside, depth + 1);
          });
    });
  const whole = files.map(({ from, lines }) => {
    const expanded = expand(from, lines, 0);
    return { from, lines: expanded, hasIncluded: expanded.some(({ file }) => file !== from.file) };
  });
  const roots = whole.filter(({ from }) => !included.has(from));
  return (roots.length === 0 ? whole : roots).filter(({ lines }) => lines.length > 0);
}

export const isInclude = ({ name }: ApacheLine) => /^include(?:optional)?$/.test(name);

/** What stands in sites-available is there to be enabled. */
const isIncluded = ({ values }: ApacheLine, { as }: Source) =>
  isNamedBy(values[0], as) ||
  isNamedBy(values[0], as.replace(/-available\/([^/]{1,200})$/, "-enabled/$1"));

const mostLines = 500_000;
const deepest = 10;
