import { z } from "zod";
import { readYaml } from "../notation/read-yaml.ts";
import { shapeProblems } from "../probes/shape-problems.ts";

const answers = z.record(z.string(), z.json());
const word = z.string().min(1);

const step = z.strictObject({
  at: word.describe("The step at which the walk must stand."),
  answers: answers.optional().describe("What is answered to its questions, by name."),
  values: answers
    .optional()
    .describe("What its probe reads, by the names that its findings use; they decide the finding."),
  finds: word
    .nullable()
    .optional()
    .describe(
      "The finding: what the values must come to, or without values what is found; null for nothing.",
    ),
  take: word
    .optional()
    .describe("The choice that is taken; the one that the finding recommends when absent."),
  skip: z
    .literal(true)
    .optional()
    .describe("The step is skipped, also before its questions are answered; without take."),
  with: answers.optional().describe("What is answered to that choice's own questions."),
});

const oneCase = z.strictObject({
  facts: answers.optional().describe("The answers with which the run starts."),
  now: z.iso.datetime().optional().describe("When it starts; 2026-01-01T00:00:00Z when absent."),
  steps: z.array(step).max(200),
  ends: word.describe("The end that it must come to, or the step at which it stands at last."),
});

const cases = z.strictObject({
  flow: word.describe("The runbook's id."),
  cases: z.record(word, oneCase),
});

/** A walk of a runbook: what is found and taken, and where that must lead. */
export type FlowCase = z.output<typeof oneCase>;
export type CaseStep = z.output<typeof step>;
export type Cases = z.output<typeof cases>;

export type CasesRead =
  | { readonly kind: "read"; readonly cases: Cases; readonly lineOf: LineOf }
  /** "throttled.test.yaml:4: It is missing …" */
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

/** The line, from 1, of a place in the file: ["cases", "one", "steps", "0"]. */
export type LineOf = (...path: readonly string[]) => number;

/** Reads a .test.yaml file. */
export function readCases(file: string, text: string): CasesRead {
  const { data, problems, lineOf } = readYaml(text);
  if (problems.length > 0)
    return {
      kind: "wrong",
      problems: problems.map(({ where, says }) => `${file}:${where}: ${says}`),
    };
  const wrong = shapeProblems(cases, data);
  if (wrong.length === 0)
    return { kind: "read", cases: cases.parse(data), lineOf: (...path) => lineOf([path]) };
  return {
    kind: "wrong",
    problems: wrong.map(
      ({ where, says }) => `${file}:${lineOf([where.split(".")])}: ${where}: ${says}`,
    ),
  };
}
