import { z } from "zod";
import type { GenericProbe, Problem } from "#language";
import { Unfilled } from "../../language/texts/fill.ts";
import type { ValueTypes } from "../deciding/condition.ts";
import { genericSignature } from "../generic-signature.ts";
import { durationShape, findingsShape, inSeconds } from "../shape-parts.ts";
import { fillQuery, unbalancedBracket } from "./promql.ts";

const query = z.string().min(1).max(2_000).describe("A query in PromQL, with {facts}.");

/** One query to Prometheus or several by name, for now or over a time. */
export const prometheusQuery = z
  .strictObject({
    kind: z.literal("prometheus.query"),
    query: query.optional(),
    queries: z
      .record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/), query)
      .optional()
      .describe("Several queries by name: { errors: sum(…), all: sum(…) }."),
    over: durationShape
      .optional()
      .describe("How far back to read, such as 30m; the value of now when absent."),
    step: durationShape
      .optional()
      .describe("Between two values of over; a hundredth of it when absent."),
    missing: z
      .number()
      .optional()
      .describe(
        "What an empty answer counts as, such as 0 where no series means that none happened.",
      ),
    findings: findingsShape,
  })
  .describe("Asks the Prometheus that the operator names (HANDRAIL_PROMETHEUS_URL).");

export type PrometheusQuery = z.output<typeof prometheusQuery>;

/** The queries by name; the only one has the name "". */
export const queriesOf = ({
  query,
  queries,
}: PrometheusQuery): { readonly [name: string]: string } => queries ?? { "": query ?? "" };

/** What conditions may ask of a query's answer: of the series that are there now, or of one series over a time. */
const now = {
  value: "number",
  max: "number",
  min: "number",
  sum: "number",
  avg: "number",
  count: "number",
} as const;
const overTime = { last: "number", max: "number", min: "number", avg: "number" } as const;

function typesOf({ queries, over }: GenericProbe): ValueTypes {
  const table = over === undefined ? now : overTime;
  return typeof queries === "object" && queries !== null
    ? Object.fromEntries(Object.keys(queries).map((name) => [name, table]))
    : table;
}

export const prometheusQuerySignature = genericSignature({
  id: "prometheus.query",
  doing: "Asking Prometheus",
  shape: prometheusQuery,
  values: typesOf,
  problems: queryProblems,
});

function queryProblems(stated: PrometheusQuery): readonly Problem[] {
  const { query, queries, over, step } = stated;
  const one = { where: "query", says: "State one query, or several under queries, and not both." };
  return [
    ...((query === undefined) === (queries === undefined) ? [one] : []),
    ...(step !== undefined && over === undefined
      ? [{ where: "step", says: "It goes with over: without, the value of now is read." }]
      : []),
    ...(over !== undefined && step !== undefined && inSeconds(step) > inSeconds(over)
      ? [{ where: "step", says: "It is longer than over: write a shorter one, or leave it out." }]
      : []),
    ...(over !== undefined && step !== undefined && inSeconds(over) / inSeconds(step) > 1_000
      ? [{ where: "step", says: "Read 1,000 values at most: write a longer step." }]
      : []),
    ...Object.entries(queriesOf(stated)).flatMap(([name, text]) => {
      const where = name === "" ? "query" : `queries.${name}`;
      const says = quotingProblem(text);
      return says === undefined ? [] : [{ where, says }];
    }),
  ];
}

/** A query into which no answer could be filled safely, or that is none for its quotes and brackets. */
function quotingProblem(text: string): string | undefined {
  const bare = /[=~]\s*\{([a-zA-Z]\w*)\}/.exec(text)?.[1];
  if (bare !== undefined) return `A label's value is quoted: write "{${bare}}".`;
  try {
    return unbalancedBracket(fillQuery(text, {}, () => "orders"));
  } catch (error) {
    if (error instanceof Unfilled) return error.message;
    throw error;
  }
}
