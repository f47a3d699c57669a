import type { MinuteCount } from "../gaps/log-answers.ts";
import { gapSample, testedShapes } from "./gaps-sampling.ts";
import type { Steps } from "./sql-dialect.ts";
import { hopelessSteps } from "./sql-questions.ts";

/**
 * The rows of `requests` that the gap test needs, for an engine that cannot run the test itself: Athena reads the table
 * again for each mention of a step, and the test has thousands of them. They are those around the 502s that are tested, of a
 * `share` of the pairs of node and target, each with its whole past. URLs that always fail are left out already.
 */
export const nearbySteps = (share: number): Steps => ({
  ...hopelessSteps,
  tried: `select * from requests where not (${tested} and url in (select url from hopeless))`,
  sought: `select distinct grp, cast(floor(sent / ${gapSample.nearby}) as bigint) + step as stage
  from requests cross join (values ${around.map((step) => `(${step})`).join(", ")}) as steps(step)
  where ${tested} and url not in (select url from hopeless)`,
  nearby: ({ chance }) => `select ${rowColumns.map((column) => `t.${column}`).join(", ")}
  from tried t
  join sought s on s.grp = t.grp and s.stage = cast(floor(t.sent / ${gapSample.nearby}) as bigint)
  where ${chance("concat(t.grp, ' ', t.node, ' ', coalesce(t.target, '-'))")} < ${share}`,
});

/** The columns of a row, in the order of the table that the rows are kept in. */
export const rowColumns = [
  ...["grp", "node", "target", "client", "status", "target_status", "sent", "ended"],
  ...["target_seconds", "url", "url_text", "signature"],
] as const;

/** About so many rows are fetched, a thousand with each call. */
const mostRows = 300_000;

/** The share of the pairs of node and target whose rows come to about that many, at most 1, by requests a minute. */
export function sampledShare(minutes: readonly MinuteCount[]): number {
  const stageOf = (at: number) => Math.floor(at / (gapSample.nearby * 1_000));
  const stages = new Set(
    minutes
      .filter(({ failures }) => failures > 0)
      .flatMap(({ at }) => around.map((step) => stageOf(at) + step)),
  );
  const rows = minutes
    .filter(({ at }) => stages.has(stageOf(at)))
    .reduce((sum, { requests }) => sum + requests, 0);
  return rows <= mostRows ? 1 : Number((mostRows / rows).toFixed(6));
}

/** Ten minutes to either side of a failure, and one more before, for what came before its controls. */
const around = [-2, -1, 0, 1] as const;

const tested = `(status = 502 and signature in (${testedShapes.map((shape) => `'${shape}'`).join(", ")}))`;
