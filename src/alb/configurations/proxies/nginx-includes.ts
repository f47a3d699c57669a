import type { Source } from "../found-values.ts";
import { isNamedBy } from "./include-pattern.ts";
import { type Directive, parseNginx } from "./nginx-blocks.ts";

/** A configuration with its includes put in; those that were not given stay as "include" directives. */
export interface Configuration {
  readonly directives: readonly Directive[];
}

interface Part {
  readonly name: string;
  /** From an `nginx -T` dump. */
  readonly isDumped: boolean;
  readonly directives: readonly Directive[];
}

/** The configurations that the files are, each with the others that it includes; the output of `nginx -T` is one. */
export function nginxConfigurations(sources: readonly Source[]): readonly Configuration[] {
  const parts = withoutOutdated(sources.map(partsOf));
  const included = new Set<Part>();
  const budget = { left: mostDirectives };
  const whole = parts.map((part) => ({
    part,
    directives: withIncludes(part, part.directives, { parts, included, budget }, 0),
  }));
  const roots = whole.filter(({ part }) => !included.has(part));
  return roots.length === 0 ? whole : roots;
}

/** A dump shows what was loaded: a file of the same name that was given beside it may be an older or newer one. */
function withoutOutdated(groups: readonly (readonly Part[])[]): readonly Part[] {
  const dumped = groups.filter((group) => group.some(({ isDumped }) => isDumped)).flat();
  return groups
    .flat()
    .filter(
      ({ name, isDumped }) => isDumped || !dumped.some((part) => isSameFile(part.name, name)),
    );
}

function isSameFile(path: string, name: string): boolean {
  const given = name.replace(/^\.?\//, "");
  return path === name || path.endsWith(`/${given}`);
}

/** The files of an `nginx -T` dump; any other text is one file. */
function partsOf(source: Source): readonly Part[] {
  const lines = source.text.split("\n");
  const marks = lines.flatMap((line, index) => {
    const name = nameOfDumped(line);
    return name === undefined ? [] : [{ name, index }];
  });
  if (marks.length === 0)
    return [{ name: source.as, directives: parseNginx(source), isDumped: false }];
  return marks.map(({ name, index }, at) => {
    const text = lines.slice(index, marks[at + 1]?.index).join("\n");
    const directives = parseNginx({ ...source, text, firstLine: source.firstLine + index });
    return { name, directives, isDumped: true };
  });
}

/** "# configuration file /etc/nginx/nginx.conf:" */
function nameOfDumped(line: string): string | undefined {
  const mark = "# configuration file ";
  const name = line.startsWith(mark) ? line.slice(mark.length, 400).trim() : "";
  return name.length > 1 && name.endsWith(":") && !name.slice(0, -1).includes(":")
    ? name.slice(0, -1)
    : undefined;
}

interface Including {
  readonly parts: readonly Part[];
  readonly included: Set<Part>;
  readonly budget: { left: number };
}

function withIncludes(
  from: Part,
  directives: readonly Directive[],
  all: Including,
  depth: number,
): readonly Directive[] {
  return directives.flatMap((directive) => {
    if (--all.budget.left < 0 || depth > deepest) return [directive];
    if (directive.block !== undefined) {
      return [{ ...directive, block: withIncludes(from, directive.block, all, depth + 1) }];
    }
    if (directive.name !== "include") return [directive];
    const found = all.parts.filter(
      (part) => part !== from && isNamedBy(directive.values[0], part.name),
    );
    for (const part of found) all.included.add(part);
    if (found.length === 0) return [directive];
    return found.flatMap((part) => withIncludes(part, part.directives, all, depth + 1));
  });
}

const mostDirectives = 500_000;
const deepest = 50;
