import { marked, type Token, type Tokens } from "marked";
import { visibleText } from "../language/texts/visible-text.ts";

/** What a page says of a step. */
export interface Drafted {
  readonly title: string;
  /** It stands above others, and is a step only where it says something itself. */
  readonly isHeading?: true;
  /** A line each. */
  readonly say: string[];
  readonly byHand: string[];
  /** Addresses. */
  readonly sources: string[];
}

export interface MarkdownDraft {
  title: string;
  introduction: string;
  readonly symptoms: string[];
  readonly causes: string[];
  readonly prevention: string[];
  readonly steps: Drafted[];
}

/** What a page in Markdown or plain text says, and where in a runbook that belongs. */
export function readMarkdownDraft(page: string): MarkdownDraft {
  const { named, body } = withoutFrontMatter(page.slice(0, longest));
  const draft: MarkdownDraft = {
    ...{ title: "", introduction: "" },
    ...{ symptoms: [], causes: [], prevention: [], steps: [] },
  };
  let room: Room = "introduction";
  const tokens = marked.lexer(body.replaceAll(tooDeep, "$1"));
  for (const [at, token] of tokens.entries()) {
    const heading = headingOf(token, tokens[at + 1]);
    if (draft.title === "" && (token.type === "heading" || isTitle(token, at)))
      draft.title = heading ?? textOf(token);
    else if (heading !== undefined) room = roomOf(draft, heading);
    else put(draft, room, token);
  }
  const steps = draft.steps.filter(
    (step, at) => !isEmpty(step) || draft.steps[at + 1] === undefined,
  );
  return { ...draft, steps, title: draft.title || named || "Imported runbook" };
}

/** Characters. */
const longest = 300_000;

/** Quotations and lists in each other, which the lexer enters one by one until its stack is full. */
const tooDeep =
  /^((?:>[ \t]{0,9}|(?:[*+-]|\d{1,9}[.)])[ \t]{1,9}){20})(?:>[ \t]{0,9}|(?:[*+-]|\d{1,9}[.)])[ \t]{1,9})+/gm;

/** Where what follows a heading goes; "procedure" where it announces steps and is mostly none itself. */
type Room = string[] | "introduction" | "procedure" | "steps";

/** Without what stands between two lines of --- before the page, and the title that it has there. */
function withoutFrontMatter(page: string): { readonly named: string; readonly body: string } {
  const [first, ...lines] = page.split("\n");
  const end = first?.trim() === "---" ? lines.findIndex((line) => line.trim() === "---") : -1;
  if (end < 0) return { named: "", body: page };
  const title = lines.slice(0, end).find((line) => line.startsWith("title:")) ?? "";
  return {
    named: title
      .slice("title:".length)
      .trim()
      .replaceAll(/^["']|["']$/g, ""),
    body: lines.slice(end + 1).join("\n"),
  };
}

const isEmpty = ({ isHeading, say, byHand }: Drafted): boolean =>
  isHeading === true && say.length + byHand.length === 0;

/** A heading, or in plain text a short line with a colon above a list. */
function headingOf(token: Token, next: Token | undefined): string | undefined {
  if (token.type === "heading") return textOf(token).replace(/:$/, "");
  const line = token.type === "paragraph" ? textOf(token) : "";
  const follows = next?.type === "list" || next?.type === "space";
  return follows && line.length < 60 && line.endsWith(":") ? line.slice(0, -1) : undefined;
}

/** The first line of a plain text, where it is no sentence. */
const isTitle = (token: Token, at: number): boolean =>
  at === 0 && token.type === "paragraph" && /^[^\n]{1,100}[^\n.:]$/.test(token.raw.trim());

const around: readonly (readonly [RegExp, "symptoms" | "causes" | "prevention"])[] = [
  [/^(?:symptom|sign|alert|impact)/i, "symptoms"],
  [/^(?:possible |likely |root |common )?cause/i, "causes"],
  [/^(?:prevent|follow.?up|afterwards|long.?term)/i, "prevention"],
];

/** Where what stands below a heading goes; a heading of its own is a step. */
function roomOf(draft: MarkdownDraft, heading: string): Room {
  const known = around.find(([begins]) => begins.test(heading));
  if (known !== undefined) return draft[known[1]];
  if (/^(?:overview|summary|description|about|introduction|meaning|background)\b/i.test(heading))
    return "introduction";
  draft.steps.push({ ...untitled(), title: heading, isHeading: true });
  return /^(?:steps?|fix|resolution|mitigation|remediation|procedure|runbook|what to do)$/i.test(
    heading,
  )
    ? "procedure"
    : "steps";
}

function put(draft: MarkdownDraft, room: Room, token: Token): void {
  const list = isList(token) ? token : undefined;
  if (Array.isArray(room))
    room.push(...(list ? list.items.map((item) => textOf(item)) : said(token)));
  else if (list && (list.ordered || room !== "steps" || list.items.some(hasCommand)))
    draft.steps.push(...list.items.map(stepOf));
  else if (room === "introduction" && token.type !== "code")
    draft.introduction = [draft.introduction, ...said(token)].join(" ").trim();
  else {
    if (room === "introduction") draft.steps.push(untitled());
    addTo(draft, token);
  }
}

const untitled = (): Drafted => ({ title: "", say: [], byHand: [], sources: [] });

function addTo(draft: MarkdownDraft, token: Token): void {
  const step = draft.steps.at(-1);
  if (step === undefined) return;
  if (token.type === "code") step.byHand.push(...commandsIn(token as Tokens.Code));
  else if (isList(token))
    step.say.push(...token.items.map((item) => `- ${textOf(item, step.sources)}`));
  else step.say.push(...said(token, step.sources));
}

const hasCommand = (item: Tokens.ListItem): boolean =>
  item.tokens.some(({ type }) => type === "code") || commandsAmong(item.text).length > 0;

function stepOf(item: Tokens.ListItem): Drafted {
  const sources: string[] = [];
  const code = item.tokens.filter((part) => part.type === "code") as readonly Tokens.Code[];
  const words = item.tokens
    .filter((part) => part.type !== "code")
    .flatMap((part) => said(part, sources));
  const [first = "", ...rest] = words.join("\n").split(/(?<=[.!?:])\s|\n/);
  return {
    title: first.replace(/[.:]$/, ""),
    say: [rest.join(" ").trim()].filter((text) => !/^(?:`[^`]*`)?$/.test(text)),
    byHand: [...code.flatMap(commandsIn), ...commandsAmong(words.join(" "))],
    sources,
  };
}

const isList = (token: Token): token is Tokens.List => token.type === "list";

/** Its lines as they are indented; those that go on behind a \\ as one. */
const commandsIn = ({ text }: Tokens.Code): readonly string[] =>
  text
    .replaceAll(/\\\n[ \t]*/g, "")
    .split("\n")
    .map((line) =>
      visibleText(line)
        .replace(/^\s*\$ /, "")
        .trimEnd(),
    )
    .filter((line) => line !== "");

/** Code within a line that is a command: more than one word. */
const commandsAmong = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]{1,500})`/g)].flatMap(([, code = ""]) =>
    code.includes(" ") ? [code] : [],
  );

/** What a part of a page says, where it says something. */
const said = (token: Token, sources?: string[]): readonly string[] =>
  [textOf(token, sources)].filter(
    (text) => text !== "" && !/^(?:\[\[?_?TOC_?\]?\]|table of contents)$/i.test(text),
  );

/** On one line; where `sources` are kept, a link's address goes there, else behind its words. */
const textOf = (token: Token, sources?: string[]): string =>
  visibleText(wordsOf(token, sources)).replaceAll(/\s+/g, " ").trim();

function wordsOf(token: Token, sources?: string[]): string {
  const all = (tokens: readonly Token[] = []) =>
    tokens.map((one) => wordsOf(one, sources)).join("");
  switch (token.type) {
    case "space":
    case "hr":
    case "def":
      return "";
    case "html":
      return token.raw.replaceAll(/<[^<>]{0,500}>/g, "");
    case "codespan":
      return token.raw;
    case "link":
      return linked(all(token.tokens), (token as Tokens.Link).href, sources);
    case "table":
      return rowsOf(token as Tokens.Table)
        .map((row) => row.map(({ tokens }) => all(tokens)).join(": "))
        .join("; ");
    case "list":
      return (token as Tokens.List).items.map((item) => ` - ${all(item.tokens)}`).join("");
    default:
      return "tokens" in token && token.tokens !== undefined
        ? all(token.tokens)
        : "text" in token && typeof token.text === "string"
          ? token.text
          : token.raw;
  }
}

const rowsOf = ({ header, rows }: Tokens.Table) => [header, ...rows];

function linked(words: string, href: string, sources?: string[]): string {
  const isAddress = /^https?:\/\//.test(href) && URL.canParse(href);
  if (!isAddress || words === href) return words;
  if (sources === undefined) return `${words} (${href})`;
  sources.push(href);
  return words;
}
