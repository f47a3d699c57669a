import { failingShare, failsTooOften, fewestUrlFailures } from "../gaps/urls.ts";
import { closerSteps } from "./gaps-best-windows.ts";
import { controlSteps } from "./gaps-controls.ts";
import { failureSteps } from "./gaps-failures.ts";
import { windowSteps } from "./gaps-windows.ts";
import type { Steps } from "./sql-dialect.ts";

/** 95 %, two-sided. */
const z = 1.96;

/**
 * `hopeless` are URLs with a reason of their own to fail: those that fail too often for chance, by the lower end of Wilson's
 * interval (the same bound as `failingUrls`). A client that asks by a clock meets a lost race at the same URL again and again, so
 * such a URL has to fail mostly.
 */
export const hopelessSteps: Steps = {
  often: `select url,
    (share + weight / 2 - ${z}e0 * sqrt(share * (1 - share) / n + weight / n / 4)) / (1 + weight) as least
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
  where failures >= ${fewestUrlFailures}`,
  clocked: ({ quantile }) => `select url
  from (
    select url, sent - lag(sent) over (partition by url, client order by sent) as wait
    from requests
    where url in (select url from often where least >= ${failsTooOften})
  ) as waits
  where wait is not null
  group by url
  having ${quantile("wait", 0.75)} - ${quantile("wait", 0.25)} < 0.2e0 * ${quantile("wait", 0.5)}`,
  hopeless: `select url from often
  where least >= ${failingShare} or least >= ${failsTooOften} and url not in (select url from clocked)`,
};

/** The steps of the gap test that follow `hopelessSteps`. */
export const gapSteps: Steps = {
  ...failureSteps,
  ...controlSteps,
  ...windowSteps,
  ...closerSteps,
};

/**
 * The questions that are asked of the access logs, over a relation `requests`: the one definition for DuckDB and Athena, which
 * differ in the dialect's functions alone.
 */
export const logQuestions = {
  statuses: {
    statuses: `select status, target_status, count(*) as n, min(ended) as first_at, max(ended) as last_at
  from requests
  group by status, target_status`,
  },
  signatures: {
    ...hopelessSteps,
    signatures: ({
      quantile,
    }) => `select r.grp, r.target, r.signature, h.url is not null as failing_url, count(*) as n,
    ${quantile("target_seconds", 0.1)} as p10,
    ${quantile("target_seconds", 0.5)} as p50,
    ${quantile("target_seconds", 0.9)} as p90
  from requests r left join hopeless h on h.url = r.url
  where r.status = 502
  group by r.grp, r.target, r.signature, h.url is not null`,
  },
  minutes: {
    minutes: `select cast(floor(ended / 60) as bigint) as minute, count(*) as requests,
    count(*) filter (where status = 502 and signature <> 'app') as failures
  from requests
  group by 1
  order by 1`,
  },
  urls: {
    failed_urls: `select url, max(url_text) as url_text, count(*) as failures
  from requests
  where status = 502 and signature <> 'app'
  group by url
  having count(*) >= ${fewestUrlFailures}`,

    urls: `select f.url_text, max(f.failures) as failures, count(*) as requests
  from requests r join failed_urls f on r.url = f.url
  group by f.url, f.url_text
  order by max(f.failures) desc
  limit 200`,
  },
  gaps: { ...hopelessSteps, ...gapSteps },
} satisfies { readonly [question: string]: Steps };

export type QuestionName = keyof typeof logQuestions;
