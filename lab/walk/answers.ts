import type { HopNow } from "../incident/contract.ts";
import type { PlayedWorld } from "../worlds/incident.ts";
import { optionsMeant, type Question } from "./form.ts";
import type { Practice } from "./practice.ts";

/** What a walker knows, by what names a field: its block and its label. */
export type Knowledge = readonly (readonly [field: RegExp, answer: string])[];

/** A responder who has looked into server.js: a keep-alive in milliseconds. */
export const backendKnown = (keepAliveMs: number): Knowledge => [
  [/which server is it/i, "Node.js http (v20 late"],
  [/when it closes/i, "From the config"],
  [/the value/i, `${keepAliveMs} ms`],
  [/where did you read/i, "server.js, line 12: server.keepAliveTimeout"],
];

/** A responder who can look up everything about the practice incident, each server of its path on a page of its own. */
export function responderKnows({ incident, scenario }: Pick<Practice, "incident" | "scenario">) {
  if ("answers" in incident) return worldKnown(incident.answers);
  const manners = incident.targets?.manners();
  const { known = {} } = "known" in scenario ? scenario : {};
  const others: Knowledge = [
    [/SIGTERM/i, `${manners?.grace || known.gracePeriod || 30} s`],
    [/before it stops/i, `${manners?.preStop ?? 0} s`],
    [/new targets wait/i, String(known.readinessGate ?? "I don't know")],
    [/reload let idle/i, String(known.closesIdle ?? "I don't know")],
  ];
  return [...incident.hops().flatMap(hopKnown), ...others];
}

/** A form's block is named after its question: "field:queue". */
const worldKnown = (answers: PlayedWorld["answers"]): Knowledge =>
  Object.entries(answers).map(([name, answer]) => [new RegExp(`^field:${name} `), String(answer)]);

function hopKnown(hop: HopNow, place: number): Knowledge {
  const { kind, keepAliveSeconds, keepsSeconds, where } = hop;
  const of = (page: number, rest: string) => new RegExp(`^path:\\w+:${page}:${rest}`);
  const read = (page: number, side: string, seconds: number): Knowledge => [
    [of(page, `${side}:how`), "From the config"],
    [of(page, `${side}:value`), `${seconds * 1_000} ms`],
    [of(page, `${side}:where`), where],
  ];
  return [
    [of(place, "kind"), kind],
    ...read(place, "closes", keepAliveSeconds),
    ...(keepsSeconds === null ? [] : read(place + 1, "keeps", keepsSeconds)),
  ];
}

/** The entries for a form. Throws where a field has to be answered and nothing is known. */
export function fill(questions: readonly Question[], known: Knowledge): Record<string, string> {
  const entries = questions.flatMap((question): [string, string][] => {
    const names = `${question.blockId} ${question.label}`;
    const answer = known.find(([field]) => field.test(names))?.[1];
    if (answer !== undefined) return [[question.blockId, entryOf(question, answer)]];
    if (question.isOptional || question.current !== "") return [];
    throw new Error(`The form asks “${question.label}”, and the walk has no answer.`);
  });
  return Object.fromEntries(entries);
}

/** What was entered, as it stands in the form. */
export const inWords = (
  questions: readonly Question[],
  entries: Readonly<Record<string, string>>,
): string =>
  questions
    .flatMap(({ blockId, options }) => {
      const entry = entries[blockId];
      return options.find(({ value }) => value === entry)?.label ?? entry ?? [];
    })
    .join("; ") || "nothing";

function entryOf({ options, label }: Question, answer: string): string {
  if (options.length === 0) return answer;
  const [option] = optionsMeant(options, answer);
  if (option) return option.value;
  throw new Error(`“${label}” has no option “${answer}”.`);
}
