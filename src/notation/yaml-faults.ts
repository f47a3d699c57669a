import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Node,
  visit,
  type YAMLError,
} from "yaml";

/** What is wrong with a text as YAML, and what to write instead; `offset` is the character at which it stands. */
export interface YamlFault {
  readonly offset: number;
  readonly says: string;
}

/** The faults of a text that the parser found, and those of one that is YAML and says less than it seems to; one a line. */
export function yamlFaults(document: Document.Parsed, text: string): readonly YamlFault[] {
  const found: readonly YAMLError[] = [...document.errors, ...document.warnings].slice(0, most);
  // What stands open swallows what follows, and is named last.
  const open = found.find(({ message }) => /^Flow (map|sequence) in block/.test(message));
  const first = open ? [open] : found.filter(({ code }, at) => at === 0 || alone.has(code));
  const said = first.map((error) => faultOf(error, document, text));
  const faults = open ? said : [...said, ...twice(document)];
  const all = faults.length > 0 ? faults : cutShort(document, text);
  return oneALine(all.slice(0, most), text).slice(0, 20);
}

/** Faults that are looked at: the line of each is looked for. */
const most = 500;

/** What does not follow from a fault before it. */
const alone = new Set<string>([
  ...["BLOCK_AS_IMPLICIT_KEY", "TAB_AS_INDENT", "BAD_SCALAR_START"],
  ...["TAG_RESOLVE_FAILED", "BAD_DQ_ESCAPE"],
]);

/** What follows a fault in its line mostly follows from it. */
function oneALine(faults: readonly YamlFault[], text: string): readonly YamlFault[] {
  const lines = new Map<number, YamlFault>();
  for (const fault of faults) {
    const start = text.lastIndexOf("\n", fault.offset - 1);
    if (!lines.has(start)) lines.set(start, fault);
  }
  return [...lines.values()].toSorted((one, other) => one.offset - other.offset);
}

function faultOf({ code, message, pos }: YAMLError, document: Document.Parsed, text: string) {
  const [offset] = pos;
  const isOpen = code === "MISSING_CHAR" && message.includes("quote");
  if (isOpen) return { offset: lastQuote(document) ?? offset, says: "A quote is not closed." };
  const line = lineAt(text, offset);
  const fact = /\{[a-zA-Z][\w.]*\}/.exec(line)?.[0];
  if (fact !== undefined && braced.has(code)) return { offset, says: quoteFact(fact) };
  if (code === "BLOCK_AS_IMPLICIT_KEY" && /:\s.*:(\s|$)/.test(line))
    return {
      offset,
      says: 'A text with a colon and a blank in it is quoted: say: "Throttled: raise it".',
    };
  return { offset, says: advice[code] ?? `This is no YAML: ${firstLine(message)}.` };
}

/** What a fact's own braces lead to where its text is not quoted. */
const braced = new Set<string>(["UNEXPECTED_TOKEN", "BLOCK_IN_FLOW", "MISSING_CHAR"]);

const quoteFact = (fact: string): string =>
  `A text with ${fact} in it is quoted where it begins with it or stands between braces: "… ${fact} …".`;

const quoteSign = "A text that begins with a sign (@ ` % * & !) is quoted.";

const ended =
  "Something follows a text, a brace or a bracket that has ended: quote the whole text, and write a ' in single quotes twice.";

/** What to write instead, by what the parser calls it. */
const advice: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "A tab indents it: indent with spaces.",
  BLOCK_AS_IMPLICIT_KEY:
    "The line below it is indented further than it may be: names that belong together stand below each other.",
  MULTILINE_IMPLICIT_KEY:
    "A name and what it is are wanted, with a colon and a blank between them: say: Look again.",
  BAD_INDENT:
    "It stands in another column than its neighbours: indent them alike, and close each brace and bracket before.",
  BAD_SCALAR_START: quoteSign,
  BAD_ALIAS: quoteSign,
  TAG_RESOLVE_FAILED: quoteSign,
  BAD_DQ_ESCAPE:
    "In double quotes a \\ begins an escape: write it twice, or write the text in single quotes.",
  MULTIPLE_DOCS: "A file holds one runbook: what follows --- belongs in a file of its own.",
  BLOCK_IN_FLOW:
    "Between braces a comma stands between each, and a text with a colon in it is quoted.",
  UNEXPECTED_TOKEN: ended,
  MISSING_CHAR: ended,
};

/** Names that stand twice in one map. */
function twice(document: Document.Parsed): readonly YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const says = `“${String(key.value)}” stands twice here: leave one.`;
        if (seen.has(key.value)) faults.push({ offset: key.range?.[0] ?? 0, says });
        seen.add(key.value);
      }
    },
  });
  return faults;
}

/** Where YAML ends a text before its writer does: at a comma between braces, at a # behind a blank. */
function cutShort(document: Document.Parsed, text: string): readonly YamlFault[] {
  const faults: YamlFault[] = [...wrongAliases(document)];
  visit(document, {
    Pair(_, { key, value }, path) {
      const around = path.at(-1);
      if (isCollection(key)) faults.push({ offset: key.range?.[0] ?? 0, says: oddName });
      if (value !== null || !isMap(around) || !around.flow || !isScalar(key)) return;
      const says = `A comma ends a text between braces, so that “${key.value}” stands alone: quote the text.`;
      faults.push({ offset: key.range?.[0] ?? 0, says });
    },
    Scalar(_, { type, comment, range }) {
      if (type !== "PLAIN" || !comment || /^[\s#]/.test(comment)) return;
      const says = `A # behind a blank begins a comment, so that “#${firstLine(comment)}” is no part of the text: quote the text.`;
      faults.push({ offset: range?.[0] ?? 0, says });
    },
  });
  const indent = oddIndent.exec(text);
  if (indent === null) return faults;
  return [...faults, { offset: indent.index + indent[0].length - 1, says: oddBlank }];
}

/** Each alias is looked for in all of the text, and one of a long map copies it: more of them than anybody writes take for ever. */
const mostAliases = 100;
/** Names that all of them bring in. */
const mostCopied = 5_000;

function wrongAliases(document: Document.Parsed): readonly YamlFault[] {
  const faults: YamlFault[] = [];
  const anchored = new Map<string, Node>();
  let [aliases, copied] = [0, 0];
  visit(document, {
    Node(_, node, around) {
      if ("anchor" in node && node.anchor !== undefined) anchored.set(node.anchor, node);
      if (!isAlias(node)) return;
      aliases += 1;
      const named = anchored.get(node.source);
      copied += isMap(named) ? named.items.length : 0;
      const says =
        named === undefined ? `${quoteSign} ${unanchored}` : around.includes(named) ? endless : "";
      const offset = node.range?.[0] ?? 0;
      if (says !== "") faults.push({ offset, says });
      const isTooMany = aliases > mostAliases || copied > mostCopied;
      if (isTooMany) faults.push({ offset, says: tooManyAliases });
      return isTooMany ? visit.BREAK : undefined;
    },
  });
  return faults;
}

const tooManyAliases = `What stands elsewhere is named by * no more than ${mostAliases} times in a file, and for ${mostCopied} names in all: write it out.`;

const endless = "What * names holds this very place, so that it would never end: write it out.";

const unanchored = "What * names stands before it with &.";

const oddName = "A name is a word of letters, digits and hyphens, without braces or brackets.";

/** Where a line is indented by a blank as web pages and word processors have it. */
const oddIndent = /^ *[\u00a0\u2000-\u200b\u3000]/m;

const oddBlank = "A blank that is no plain one indents it (it was pasted, perhaps): write spaces.";

function lastQuote(document: Document.Parsed): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      if (type?.startsWith("QUOTE")) offset = range?.[0];
    },
  });
  return offset;
}

const lineAt = (text: string, offset: number): string =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0] ?? "";

const firstLine = (message: string): string => message.split("\n", 1)[0] ?? "";
