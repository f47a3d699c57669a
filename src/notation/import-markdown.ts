import { marked, type Token, type Tokens } from "marked";
import { stringify } from "yaml";
import { visible } from "../language/texts/visible.ts";

/**
 * A draft of a runbook from a page in Markdown or plain text: headings and numbered items become steps, lists their symptoms and
 * causes, code what is done by hand. What the page does not say stands as TODO, which `check` refuses.
 */
export function importMarkdown(page: string): string {
  const draft = draftOf(marked.lexer(page.slice(0, longest)));
  const { title, introduction, steps } = draft;
  const names = namesOf(steps.map(({ title: said }) => said));
  const flow = {
    id: nameOf(title),
    version: 1,
    title,
    about: {
      introduction: introduction || `${todo} what the runbook is about`,
      symptoms: draft.symptoms,
      causes: draft.causes,
      prevention: draft.prevention,
    },
    inputs: {
      subject: {
        kind: "text",
        label: `${todo} what the run is about, as a question`,
        subject: true,
      },
    },
    start: names[0] ?? "first",
    steps: Object.fromEntries(
      steps.map((step, at) => [names[at] ?? "", written(step, names[at + 1] ?? "done")]),
    ),
    ends: {
      done: { title: `${todo} how it ends`, say: `${todo} what is true then`, outcome: "TODO" },
    },
  };
  const head = "# yaml-language-server: $schema=docs/flow.schema.json\n";
  return `${head}${stringify(flow, { lineWidth: 100 })}`;
}

/** How what a person must still write begins. */
const todo = "TODO:";

/** Characters. */
const longest = 300_000;

interface Drafted {
  readonly title: string;
  /** It stands above others, and is a step only where it says something itself. */
  readonly isHeading?: true;
  readonly say: string[];
  readonly byHand: string[];
}

interface Draft {
  title: string;
  introduction: string;
  readonly symptoms: string[];
  readonly causes: string[];
  readonly prevention: string[];
  readonly steps: Drafted[];
}

function draftOf(tokens: readonly Token[]): Draft {
  const draft: Draft = {
    ...{ title: "", introduction: "" },
    ...{ symptoms: [], causes: [], prevention: [], steps: [] },
  };
  let room: string[] | "steps" | "introduction" = "introduction";
  const stepsSoFar = () => draft.steps.length;
  for (const [at, token] of tokens.entries()) {
    const heading = headingOf(token, tokens[at + 1]);
    if (draft.title === "" && (token.type === "heading" || isTitle(token, at)))
      draft.title = heading ?? textOf(token);
    else if (heading !== undefined) room = roomOf(draft, heading);
    else if (isList(token) && Array.isArray(room)) room.push(...token.items.map(textOf));
    else if (isList(token) && (token.ordered || stepsSoFar() === 0 || room === "introduction"))
      draft.steps.push(...token.items.map(stepOf));
    else if (room === "introduction" && token.type === "paragraph")
      draft.introduction = [draft.introduction, textOf(token)].join(" ").trim();
    else if (!Array.isArray(room)) addTo(draft, token);
  }
  const steps = draft.steps.filter(
    (step, at) => !isEmpty(step) || draft.steps[at + 1] === undefined,
  );
  return { ...draft, steps, title: draft.title || "Imported runbook" };
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
function roomOf(draft: Draft, heading: string): string[] | "steps" | "introduction" {
  const known = around.find(([begins]) => begins.test(heading));
  if (known !== undefined) return draft[known[1]];
  if (/^(?:overview|summary|description|about|introduction)\b/i.test(heading))
    return "introduction";
  if (!/^(?:steps?|fix|resolution|mitigation|procedure|runbook|what to do)$/i.test(heading))
    draft.steps.push({ title: heading, isHeading: true, say: [], byHand: [] });
  return "steps";
}

function addTo(draft: Draft, token: Token): void {
  const step = draft.steps.at(-1);
  if (step === undefined || token.type === "space") return;
  if (token.type === "code") step.byHand.push(...commandsIn(token as Tokens.Code));
  else if (isList(token)) step.say.push(...token.items.map(textOf));
  else step.say.push(textOf(token));
}

function stepOf(item: Tokens.ListItem): Drafted {
  const code = item.tokens.filter((part) => part.type === "code") as readonly Tokens.Code[];
  const words = item.tokens
    .filter((part) => part.type !== "code")
    .map(textOf)
    .filter(Boolean);
  const [first = "", ...rest] = words.join("\n").split(/(?<=[.!?:])\s|\n/);
  return {
    title: first.replace(/[.:]$/, ""),
    say: [rest.join(" ").trim()].filter((text) => !/^(?:`[^`]*`)?$/.test(text)),
    byHand: [...code.flatMap(commandsIn), ...commandsAmong(words.join(" "))],
  };
}

const isList = (token: Token): token is Tokens.List => token.type === "list";

const commandsIn = ({ text }: Tokens.Code): readonly string[] =>
  text
    .split("\n")
    .map((line) =>
      visible(line)
        .replace(/^\s*\$ /, "")
        .trim(),
    )
    .filter((line) => line !== "");

/** Code within a line that is a command: more than one word. */
const commandsAmong = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]{1,500})`/g)].flatMap(([, code = ""]) =>
    code.includes(" ") ? [code] : [],
  );

const textOf = (token: Token | Tokens.ListItem): string => {
  const text = "text" in token && typeof token.text === "string" ? token.text : token.raw;
  return visible(text).replaceAll(/\s+/g, " ").trim();
};

const written = ({ title, say, byHand }: Drafted, next: string) => ({
  title: title.slice(0, 100) || `${todo} what the step is about`,
  say: say.join(" ") || `${todo} what to do and why`,
  ...(byHand.length === 0 ? {} : { byHand }),
  choices: { done: { to: next, label: `${todo} what was seen, as the button says it` } },
  skip: "done",
});

/** Names of steps, each once: "check-the-queue". */
function namesOf(titles: readonly string[]): readonly string[] {
  const seen = new Map<string, number>([["done", 1]]);
  return titles.map((title) => {
    const name = nameOf(title);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}-${times}`;
  });
}

function nameOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = words.slice(0, 5).join("-");
  return /^[a-z]/.test(name) ? name : `step-${name || "x"}`;
}
