import { type Found, perhaps, type Source, unknown } from "./found.ts";
import type { Kind } from "./recognise.ts";

/** The text without a template's conditions, and whether it had any: which lines count is then not known. */
export function withoutConditions(
  source: Source,
  kind: Kind,
): { readonly source: Source; readonly hadAny: boolean } {
  if (programs.has(kind) || !/\{%|\{\{|<%/.test(source.text)) return { source, hadAny: false };
  let hadAny = false;
  const text = source.text.replaceAll(tag, (piece) => {
    const isCondition =
      /^(?:\{%|\{\{|<%)-?\s{0,9}(?:if|elsif|elif|else|unless|case|when|for|range|with|end)/.test(
        piece,
      );
    if (!isCondition) return kind === "yaml" ? placeholder(piece) : piece;
    hadAny = true;
    return blank(piece);
  });
  return { source: { ...source, text }, hadAny };
}

/** What was found in a template with conditions is not known to hold. */
export function conditional(found: Found): Found {
  const { value } = found;
  if (value.kind === "unknown") return found;
  return { ...found, value: unknown(says.condition, perhaps(says.perhaps, value)) };
}

/** In YAML a template's braces would read as a map. */
function placeholder(piece: string): string {
  const fallback = /\bdefault[ (]+["']?([\w.]{1,30})/.exec(piece)?.[1];
  return fallback === undefined ? "$VALUE" : `\${VALUE:-${fallback}}`;
}

const blank = (piece: string) => piece.replaceAll(/[^\n]/g, " ");

const tag = /\{%[^%]{0,500}%\}|\{\{[^{}]{0,500}\}\}|<%[^%]{0,500}%>/g;

/** Their braces are their own. */
const programs: ReadonlySet<Kind> = new Set<Kind>([
  "javascript",
  "python",
  "ruby",
  "go",
  "elixir",
  "csharp",
  "commands",
  "script",
  "java",
  "json",
]);

const says = {
  condition: "The text is a template with conditions, so that it does not tell which lines count.",
  perhaps: "Stands in the template.",
};
