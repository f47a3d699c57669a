import { z } from "zod";
import type { Answers, Problem } from "#language";
import { isReviewed, laidOpen, reviewedCommands } from "../../aws/logs/query-review.ts";
import { factOf, replaceFacts, Unfilled } from "../../language/texts/fill.ts";
import { genericSignature, readProblems, readValueTypes } from "../generic-signature.ts";
import { fieldsIn } from "../reading/expression.ts";
import {
  awsPlaceShape,
  durationShape,
  factsTextShape,
  findingsShape,
  inSeconds,
  readShape,
} from "../shape-parts.ts";

/** A search of a log group with Logs Insights. */
export const cloudWatchLogs = z
  .strictObject({
    kind: z.literal("cloudwatch.logs"),
    group: factsTextShape.describe('The log group\'s name or ARN: "/aws/lambda/{lambda}".'),
    query: z
      .string()
      .min(1)
      .max(4_000)
      .describe(
        "In the language of Logs Insights: filter @message like /timed out/ | stats count(*) as timeouts.",
      ),
    over: durationShape.describe("How far back to search: 15m, 3h, 1d."),
    most: z
      .string()
      .regex(/^[1-9]\d{0,2} ?[MG]B$/)
      .default("1 GB")
      .describe("The most that a look may scan, such as 5 GB ($0.025); 1 GB when absent."),
    ...awsPlaceShape,
    read: readShape.optional(),
    findings: findingsShape,
  })
  .describe("Searches a log group with one query of CloudWatch Logs Insights.");

type CloudWatchLogs = z.output<typeof cloudWatchLogs>;

/** What conditions may ask of every search: rows of the answer, lines that matched, lines that were scanned. */
const own = { rows: "number", matched: "number", scanned: "number" } as const;

/** Bytes of "5 GB". */
export const bytesOf = (size: string): number =>
  Number.parseInt(size, 10) * (size.endsWith("GB") ? 1e9 : 1e6);

export const cloudWatchLogsSignature = genericSignature({
  id: "cloudwatch.logs",
  doing: "Searching logs",
  doingThis: () => "Searching logs in CloudWatch",
  rights: () => [
    "logs:DescribeLogGroups",
    "logs:StartQuery",
    "logs:GetQueryResults",
    "logs:StopQuery",
  ],
  shape: cloudWatchLogs,
  values: (probe) => ({ ...readValueTypes(probe), ...own }),
  problems: searchProblems,
});

function searchProblems({ query, over, read: named }: CloudWatchLogs): readonly Problem[] {
  const says = queryProblem(query);
  return [
    ...(says === undefined ? [] : [{ where: "query", says }]),
    ...(inSeconds(over) > 7 * 86_400
      ? [{ where: "over", says: "Search seven days at most: write 1h or 1d." }]
      : []),
    ...readProblems(named, own, (expression) => columnProblem(expression, query)),
  ];
}

/** A column that the query never names: rows have none of it. */
function columnProblem(expression: string, query: string): string | undefined {
  const gone = fieldsIn(expression).find((name) => !name.startsWith("@") && !query.includes(name));
  return gone === undefined
    ? undefined
    : `The query names no column "${gone}": write … as ${gone} there, or read one that it names.`;
}

/** A query that is not sent, or into which no answer could be filled safely. */
function queryProblem(query: string): string | undefined {
  try {
    if (isReviewed(fillInsightsQuery(query, {}, () => "orders"))) return undefined;
    return `Handrail sends queries of these commands alone: ${[...reviewedCommands].join(", ")}; without comments.`;
  } catch (error) {
    if (error instanceof Unfilled) return error.message;
    throw error;
  }
}

/**
 * A query of Logs Insights with its facts: in quotes and between slashes as text, whatever they hold; elsewhere as a name or a number,
 * and nothing else. Throws Unfilled.
 */
export function fillInsightsQuery(query: string, facts: Answers, answerOf = factOf): string {
  return replaceFacts(query, (name, at) => {
    const value = answerOf(name, facts).replaceAll(/\s+/g, " ");
    const { open } = laidOpen(query.slice(0, at));
    if (open === "/") return value.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    if (open === "'" || open === '"')
      return value.replaceAll("\\", "\\\\").replaceAll(open, `\\${open}`);
    if (open === "" && /^\w+(\.\w+)?$/.test(value)) return value;
    throw new Unfilled(
      open === "`"
        ? `{${name}} stands between backticks, where nothing can be quoted: write "…".`
        : `The answer “${name}” stands outside of quotes in the query, and is no name or number: write "{${name}}".`,
    );
  });
}
