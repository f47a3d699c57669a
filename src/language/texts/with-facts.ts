import { askedFields, shortLabel } from "../fields/asked-facts.ts";
import type { Answers, Fields } from "../fields/fields.ts";
import type { Choice, End, Flow, Step } from "../flow.ts";
import { factOf, fillArgument, isFilled, replaceFacts, Unfilled } from "./fill.ts";
import { visibleLine, withoutMarks } from "./visible-text.ts";

/** What is known of a run's facts: the answers, and how they read. */
export interface KnownFacts {
  readonly facts: Answers;
  readonly said: { readonly [fact: string]: { readonly words: readonly string[] } };
}

/** Before anything was asked. */
export const nothingKnown: KnownFacts = { facts: {}, said: {} };

/**
 * The flow with what is known in the place of {queue} in the texts of its steps and ends, each fact on one line and as it was
 * told; one that is not known yet shows as its question. The same flow for the same answers, and the flow itself where its texts
 * hold no facts. Probes fill what they ask themselves.
 */
export function withFacts(flow: Flow, known: KnownFacts): Flow {
  const source = withoutFacts(flow);
  if (!holdsFacts(source)) return source;
  const told = kept.get(source) ?? new WeakMap<object, Flow>();
  kept.set(source, told);
  const made = told.get(known.said) ?? filledFlow(source, known);
  told.set(known.said, made);
  sources.set(made, source);
  return made;
}

/** The flow as it was written, of one that facts were filled into. */
export const withoutFacts = (flow: Flow): Flow => sources.get(flow) ?? flow;

/** The texts of a step that may hold facts, each with where it stands: "look.say". */
export const textsOfStep = (name: string, step: Step): readonly (readonly [string, string])[] => [
  [`${name}.title`, step.title],
  [`${name}.say`, step.say],
  ...Object.entries(step.checklist ?? {}).map(
    ([item, text]) => [`${name}.checklist.${item}`, text] as const,
  ),
  ...labelsOf(`${name}.ask`, step.ask),
  ...Object.entries(step.choices).flatMap(([choice, { label, ask }]) => [
    [`${name}.${choice}`, label] as const,
    ...labelsOf(`${name}.${choice}`, ask),
  ]),
];

const kept = new WeakMap<Flow, WeakMap<object, Flow>>();
const sources = new WeakMap<Flow, Flow>();
const holding = new WeakMap<Flow, boolean>();

/** Whether there is anything to fill in: most flows are written without. */
export function holdsFacts(written: Flow): boolean {
  const flow = withoutFacts(written);
  const known = holding.get(flow);
  if (known !== undefined) return known;
  const texts = Object.entries(flow.steps).flatMap(([name, step]) => [
    ...textsOfStep(name, step).map(([, text]) => text),
    ...(step.byHand ?? []),
  ]);
  const ends = Object.values(flow.ends).flatMap(({ title, say }) => [title, say]);
  const found = [...texts, ...ends].some(isFilled);
  holding.set(flow, found);
  return found;
}

function filledFlow(flow: Flow, known: KnownFacts): Flow {
  const asked = askedFields(flow);
  const text = (one: string) => filledText(one, known, asked);
  const command = (one: string) => filledLine(one, known, asked);
  return {
    ...flow,
    steps: mapped(flow.steps, (step) => filledStep(step, text, command)),
    ends: mapped(flow.ends, (end): End => ({ ...end, title: text(end.title), say: text(end.say) })),
  };
}

type Fill = (text: string) => string;

function filledStep(step: Step, text: Fill, command: Fill): Step {
  const { title, say, byHand, checklist, ask, choices } = step;
  const fields = (some: Fields) => mapped(some, (one) => ({ ...one, label: text(one.label) }));
  return {
    ...step,
    ...{ title: text(title), say: text(say) },
    ...(byHand === undefined ? {} : { byHand: byHand.map(command) }),
    ...(checklist === undefined ? {} : { checklist: mapped(checklist, text) }),
    ...(ask === undefined ? {} : { ask: fields(ask) }),
    choices: mapped(
      choices,
      (one): Choice => ({
        ...one,
        label: text(one.label),
        ...(one.ask === undefined ? {} : { ask: fields(one.ask) }),
      }),
    ),
  };
}

const mapped = <From, To>(
  some: { readonly [name: string]: From },
  to: (one: From) => To,
): { readonly [name: string]: To } =>
  Object.fromEntries(Object.entries(some).map(([name, one]) => [name, to(one)]));

const labelsOf = (where: string, fields: Fields = {}) =>
  Object.entries(fields).map(([name, { label }]) => [`${where}.${name}`, label] as const);

const filledText = (text: string, { facts, said }: KnownFacts, asked: Fields): string =>
  replaceFacts(text, (name) => {
    const told = Object.hasOwn(said, name) ? said[name]?.words.join("; then ") : undefined;
    const value = visibleLine(told ?? unlessUnfilled(() => factOf(name, facts)) ?? "");
    return value === "" ? `“${questionOf(name, asked)}”` : withoutMarks(shortened(value));
  });

const shortened = (value: string): string =>
  value.length > mostCharacters
    ? `${value.slice(0, mostCharacters - 1).replace(/[\ud800-\udbff]$/, "")}…`
    : value;

// A fact in a text is a name or a number; a pasted page is not meant.
const mostCharacters = 150;

/** A line for a shell; a fact that is not known, or that could run there, shows as its question: <Which queue>. */
const filledLine = (line: string, { facts }: KnownFacts, asked: Fields): string =>
  replaceFacts(
    line,
    (name, at) =>
      unlessUnfilled(() => fillArgument(line, at, name, factOf(name, facts))) ??
      `<${questionOf(name, asked)}>`,
  );

const questionOf = (name: string, asked: Fields): string =>
  shortLabel(asked[name.split(".", 1)[0] ?? name]?.label ?? name);

function unlessUnfilled(fill: () => string): string | undefined {
  try {
    return fill();
  } catch (error) {
    if (error instanceof Unfilled) return undefined;
    throw error;
  }
}
