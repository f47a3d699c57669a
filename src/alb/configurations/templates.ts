import type { Source } from "./found-values.ts";
import type { FileKind } from "./recognise/kind.ts";

/** Which of its conditional parts a template is read with: none, the first branches, or what stands after "else". */
export type Variant = "none" | "first" | "else";
export const templateVariants: readonly Variant[] = ["none", "first", "else"];

/** Whether the text is a template: it has tags, and its kind or its name says that they are not its own. */
export const isTemplate = (source: Source, kind: FileKind): boolean =>
  (!withOwnBraces.has(kind) || endings.test(source.as) || isCommandWithConditions(source, kind)) &&
  tagsIn(source.text).length > 0;

/** A shell has no use for {% if … %}. */
const isCommandWithConditions = ({ text }: Source, kind: FileKind) =>
  /^(?:script|commands|terraform)$/.test(kind) &&
  /\{%-?\s{0,9}(?:if|for)\s/.test(text.slice(0, 100_000));

/** The text of a template as one variant gives it: conditions blanked, what a tag prints a variable with its fallback. */
export function expandTemplate(source: Source, variant: Variant): Source {
  const { text } = source;
  const pieces: string[] = [];
  const open: string[] = [];
  let at = 0;
  for (const tag of tagsIn(text)) {
    pieces.push(kept(text.slice(at, tag.start), open, variant));
    const whole = text.slice(tag.start, tag.end);
    const role = roleOf(tag.inside);
    if (role === "opens") open.push("first");
    if (role === "else" && open.length > 0) open[open.length - 1] = "else";
    if (role === "closes") open.pop();
    const isPrinted = role === "prints" && !isAlone(text, tag);
    pieces.push(isPrinted ? kept(placeholder(tag.inside, whole), open, variant) : blank(whole));
    at = tag.end;
  }
  pieces.push(kept(text.slice(at), open, variant));
  return { ...source, text: pieces.join("") };
}

interface Tag {
  readonly start: number;
  readonly end: number;
  readonly inside: string;
}

/** {% %}, {{ }} and <% %>, each no longer than people write one. */
function tagsIn(text: string): readonly Tag[] {
  const found: Tag[] = [];
  for (let at = 0; at < text.length - 3 && found.length < mostTags; at++) {
    const [opening, closing] = marks.find(([mark]) => text.startsWith(mark, at)) ?? [];
    if (opening === undefined || closing === undefined) continue;
    const end = text.slice(at, at + longestTag).indexOf(closing);
    if (end === -1) continue;
    found.push({ start: at, end: at + end + 2, inside: text.slice(at + 2, at + end) });
    at += end + 1;
  }
  return found;
}

const marks = [
  ["{%", "%}"],
  ["{{", "}}"],
  ["<%", "%>"],
] as const;

function roleOf(inside: string): "opens" | "else" | "closes" | "prints" | "silent" {
  const words = inside
    .replace(/^[-=~_+#/^]{1,2}/, (mark) => `${mark[0] === "-" ? "" : mark} `)
    .trim()
    .split(/[\s(]/);
  const [first = "", second = ""] = words;
  const word = /^[#/^]$/.test(first) ? second : first;
  if (/^(?:else|elsif|elif|elseif|when)$/.test(word)) return "else";
  if (first === "/" || /^(?:end\w{0,12}|\})$/.test(word)) return "closes";
  if (
    first === "#" ||
    first === "^" ||
    opening.test(word) ||
    /\bdo(?:\s?\|[^|]{1,60}\|)?\s?-?$/.test(inside.slice(-80))
  )
    return "opens";
  return silent.test(word) ? "silent" : "prints";
}

const opening =
  /^(?:if|unless|case|for|range|with|each|while|ifdef|macro|filter|block|define|call|raw|autoescape)$/;
const silent =
  /^(?:set|assign|include|import|extends|from|template|comment|!|!--|\$\w{0,40}|\/\*.{0,40})$/;

function kept(text: string, open: readonly string[], variant: Variant): string {
  const counts = open.every((branch) => branch === variant);
  return counts ? text : blank(text);
}

/** A tag that has its line to itself puts in whole lines, which are not in the text. */
function isAlone(text: string, { start, end }: Tag): boolean {
  const before = text.slice(Math.max(0, start - 200), start);
  const after = text.slice(end, end + 200);
  return (
    before.slice(before.lastIndexOf("\n") + 1).trim() === "" &&
    (after.split("\n")[0] ?? "").trim() === ""
  );
}

/** The shell's way to write it, which every reader knows; as many lines as before. */
function placeholder(inside: string, whole: string): string {
  const fallback = fallbackIn(inside);
  const lines = "\n".repeat(whole.split("\n").length - 1);
  return `${fallback === undefined ? "$VALUE" : `\${VALUE:-${fallback}}`}${lines}`;
}

/** The last literal of a tag that is no name: default(65), getenv "X" "5", env "X" | default "300s", p("x", 60). */
function fallbackIn(inside: string): string | undefined {
  const literals = inside
    .slice(0, 500)
    .split(/[\s(),|[\]]/)
    .flatMap((word) => {
      const bare = word.replace(/^default=/, "").replace(/^["']|["']$/g, "");
      return /^\d[\w.:]{0,20}$/.test(bare) || classes.has(bare) ? [bare] : [];
    });
  const isComputed = /[*+/]\s{0,3}\d/.test(inside.slice(0, 500));
  return isComputed ? undefined : literals.at(-1);
}

const classes = new Set(["sync", "gthread", "gevent", "eventlet", "uvicorn.workers.UvicornWorker"]);

const blank = (piece: string) => piece.replaceAll(/[^\n]/g, " ");

/** Their braces are their own, unless the name says that it is a template. */
const withOwnBraces: ReadonlySet<FileKind> = new Set<FileKind>([
  "javascript",
  "python",
  "ruby",
  "go",
  "elixir",
  "csharp",
  "commands",
  "script",
  "java",
  "terraform",
  "json",
]);

const endings = /\.(?:j2|jinja2?|erb|epp|ejs|tmpl|tpl|ctmpl|gotmpl|template|mustache|hbs)$/i;

const longestTag = 600;
const mostTags = 20_000;
