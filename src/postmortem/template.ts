import {
  type OwnName,
  ownName,
  type SectionName,
  sectionTitles,
} from "../run/postmortem-sections.ts";

/** How a team wants its postmortems: Markdown with slots, read. */
export interface Template {
  readonly parts: readonly TemplatePart[];
  /** Titles of the sections that people write, in their order. */
  readonly own: readonly string[];
}

export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  /** The sentences of a section, without its title. */
  | { readonly kind: "section"; readonly name: SectionName | OwnName }
  | { readonly kind: "fact"; readonly name: FactName };

export const factNames = [
  "title",
  "runbook",
  "subject",
  "run",
  "started",
  "closed",
  "duration",
  "outcome",
  "driver",
  "origin",
] as const;

export type FactName = (typeof factNames)[number];

/** The names that a template may put between {{ and }}, as they are told to people. */
export const slots: readonly string[] = [
  ...factNames,
  ...Object.keys(sectionTitles),
  "own: <a title>",
];

export type ReadTemplate =
  | { readonly kind: "template"; readonly template: Template }
  | { readonly kind: "problems"; readonly problems: readonly string[] };

/** Reads a template, or says everything that is wrong with it. */
export function readTemplate(text: string): ReadTemplate {
  const found = [...text.matchAll(/\{\{([^{}\n]*)\}\}/g)].map(
    ({ 0: all, 1: inside = "", index }) => ({
      index,
      length: all.length,
      name: inside.trim(),
      line: text.slice(0, index).split("\n").length,
    }),
  );
  const problems = [
    ...found.flatMap(({ name, line }) => problemOf(name).map((says) => `Line ${line}: ${says}`)),
    ...unpaired(text),
    ...(found.length > 0 ? [] : ["It has no slot, so nothing of a run would stand in it."]),
  ];
  if (problems.length > 0) return { kind: "problems", problems };
  const own = found.flatMap(({ name }) => ownTitle(name) ?? []);
  return { kind: "template", template: { parts: partsOf(text, found), own: [...new Set(own)] } };
}

interface Slot {
  readonly index: number;
  readonly length: number;
  readonly name: string;
}

function partsOf(text: string, found: readonly Slot[]): readonly TemplatePart[] {
  let end = 0;
  const parts = found.flatMap(({ index, length, name }): readonly TemplatePart[] => {
    const before = text.slice(end, index);
    end = index + length;
    return [{ kind: "text", text: before }, partOf(name)];
  });
  return [...parts, { kind: "text", text: text.slice(end) }];
}

function partOf(name: string): TemplatePart {
  const own = ownTitle(name);
  if (own !== undefined) return { kind: "section", name: ownName(own) };
  if (isFact(name)) return { kind: "fact", name };
  return { kind: "section", name: name as SectionName };
}

function problemOf(name: string): readonly string[] {
  const own = ownTitle(name);
  if (own === undefined && !isFact(name) && !Object.hasOwn(sectionTitles, name))
    return [`{{${name}}} is no slot. There is: ${slots.join(", ")}.`];
  if (own === "") return ["{{own: …}} needs a title, such as {{own: What went well}}."];
  return (own ?? "").length > 100
    ? ["The title of an own section has 100 characters at most."]
    : [];
}

const isFact = (name: string): name is FactName => factNames.some((fact) => fact === name);

function ownTitle(name: string): string | undefined {
  const own = /^own:\s*(\S.*)?$/.exec(name);
  return own === null ? undefined : (own[1] ?? "");
}

function unpaired(text: string): readonly string[] {
  return text.split("\n").flatMap((line, index) => {
    const rest = line.replaceAll(/\{\{[^{}]*\}\}/g, "");
    return /\{\{|\}\}/.test(rest) ? [`Line ${index + 1}: {{ and }} do not come in pairs.`] : [];
  });
}

/** The page that is written where a team has no template. */
export const builtIn: Template = built(
  [
    "# {{title}}",
    ...Object.entries(sectionTitles).map(([name, title]) => `## ${title}\n\n{{${name}}}`),
    "{{origin}}",
  ].join("\n\n"),
);

function built(text: string): Template {
  const read = readTemplate(text);
  if (read.kind === "problems") throw new Error(read.problems.join(" "));
  return read.template;
}
