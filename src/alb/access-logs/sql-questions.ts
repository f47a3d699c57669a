import { fewestFailures, tooOften } from "../gaps/urls.ts";
import { type AthenaStretch, partSql } from "./athena-partition.ts";
import { closerSteps } from "./gaps-best-windows.ts";
import { controlSteps } from "./gaps-controls.ts";
import { failureSteps } from "./gaps-failures.ts";
import { windowSteps } from "./gaps-windows.ts";
import type { Dialect } from "./sql-dialect.ts";
import { requestsSql } from "./sql-requests.ts";
import { type Step, withSteps } from "./sql-step.ts";

/** The questions that are asked of the access logs. */
export const questionNames = ["statuses", "signatures", "minutes", "urls", "gaps"] as const;
export type QuestionName = (typeof questionNames)[number];

/**
 * The steps that answer a question over a relation `requests`, the last of them the answer: the one definition for DuckDB
 * and Athena, which differ in the dialect's functions alone.
 */
export function stepsOf(question: QuestionName, dialect: Dialect): readonly Step[] {
  switch (question) {
    case "statuses":
      return [statusesStep];
    case "signatures":
      return [hopelessStep, signaturesStep(dialect)];
    case "minutes":
      return [minutesStep];
    case "urls":
      return [failedUrlsStep, urlsStep];
    case "gaps":
      return [hopelessStep, ...gapSteps(dialect)];
    default:
      return question satisfies never;
  }
}

/** The steps of the gap test that follow `hopeless`. */
export const gapSteps = (dialect: Dialect): readonly Step[] => [
  ...failureSteps(dialect),
  ...controlSteps(dialect),
  ...windowSteps(),
  ...closerSteps(dialect),
];

/**
 * The question as one statement for Athena, over a table made as AWS documents it ("Create the table for ALB access logs").
 * Throws RangeError when `table` is no plain name of a table, with its database or catalogue or without.
 */
export function statementOf(
  question: QuestionName,
  dialect: Dialect,
  table: string,
  stretch: AthenaStretch = {},
): string {
  return statementOfSteps(stepsOf(question, dialect), dialect, table, stretch);
}

/** The same of any steps over `requests`. */
export function statementOfSteps(
  steps: readonly Step[],
  dialect: Dialect,
  table: string,
  stretch: AthenaStretch,
): string {
  if (!/^\w+(\.\w+){0,2}$/.test(table)) throw new RangeError(`${table} is no name of a table.`);
  const source = partSql(table, stretch);
  const all: readonly Step[] = [["requests", requestsSql(dialect, source, stretch)], ...steps];
  return `${withSteps(all)}\nselect * from ${steps.at(-1)?.[0]}`;
}

/** 95 %, two-sided. */
const z = 1.96;

const statusesStep: Step = [
  "statuses",
  `select status, target_status, count(*) as n, min(ended) as first_at, max(ended) as last_at
  from requests
  group by status, target_status`,
];

/** URLs that fail too often for chance, by the lower end of Wilson's interval; the same bound as `failingUrls`. */
export const hopelessStep: Step = [
  "hopeless",
  `select url
  from (
    select url, 1e0 * failures / n as share, ${z ** 2}e0 / n as weight, failures, n
    from (
      select url, count(*) as n,
        count(*) filter (where status = 502 and signature <> 'app') as failures
      from requests
      where url in (select url from requests where status = 502)
      group by url
    ) as counted
  ) as shared
  where failures >= ${fewestFailures}
    and (share + weight / 2 - ${z}e0 * sqrt(share * (1 - share) / n + weight / n / 4)) / (1 + weight)
      >= ${tooOften}`,
];

const signaturesStep = ({ quantile }: Dialect): Step => [
  "signatures",
  `select r.grp, r.target, r.signature, h.url is not null as failing_url, count(*) as n,
    ${quantile("target_seconds", 0.1)} as p10,
    ${quantile("target_seconds", 0.5)} as p50,
    ${quantile("target_seconds", 0.9)} as p90
  from requests r left join hopeless h on h.url = r.url
  where r.status = 502
  group by r.grp, r.target, r.signature, h.url is not null`,
];

const minutesStep: Step = [
  "minutes",
  `select cast(floor(ended / 60) as bigint) as minute, count(*) as requests,
    count(*) filter (where status = 502 and signature <> 'app') as failures
  from requests
  group by 1
  order by 1`,
];

const failedUrlsStep: Step = [
  "failed_urls",
  `select url, max(url_text) as url_text, count(*) as failures
  from requests
  where status = 502 and signature <> 'app'
  group by url
  having count(*) >= ${fewestFailures}`,
];

const urlsStep: Step = [
  "urls",
  `select f.url_text, max(f.failures) as failures, count(*) as requests
  from requests r join failed_urls f on r.url = f.url
  group by f.url, f.url_text
  order by max(f.failures) desc
  limit 200`,
];
