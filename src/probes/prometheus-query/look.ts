import type { Answers, Json } from "#language";
import type { Curve } from "../curve-picture.ts";
import { genericLook } from "../generic-look.ts";
import { inSeconds } from "../shape-parts.ts";
import type { PrometheusSeries } from "./answer.ts";
import {
  askPrometheus,
  curlLine,
  hostOf,
  type Prometheus,
  type PrometheusQuestion,
} from "./ask.ts";
import { type PrometheusQuery, prometheusQuery, queriesOf } from "./kind.ts";
import { fillQuery } from "./promql.ts";

/** Asks the operator's Prometheus what a step states. */
export const lookAtPrometheus = (prometheus: Prometheus | undefined) =>
  genericLook(prometheusQuery, async ({ stated, answers, asks, now, signal }) => {
    if (prometheus === undefined) return unset;
    const asked = Object.entries(queriesOf(stated)).map(
      ([name, query]) => [name, questionOf(stated, query, answers, now())] as const,
    );
    asks(() => asked.map(([, question]) => curlLine(prometheus, question)));
    try {
      const given = await answersOf(prometheus, asked, signal);
      return {
        about: aboutOf(
          asked.map(([, { query }]) => query),
          stated,
        ),
        values: valuesOfAll(given, stated),
        source: `Prometheus, ${hostOf(prometheus.url)}`,
        ...curveOf(given, asked),
      };
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });

type Given = readonly (readonly [name: string, series: readonly PrometheusSeries[]])[];

/** What each query gives. */
const answersOf = (
  prometheus: Prometheus,
  asked: readonly (readonly [name: string, question: PrometheusQuestion])[],
  signal: AbortSignal,
): Promise<Given> =>
  Promise.all(
    asked.map(
      async ([name, question]) =>
        [name, await askPrometheus(prometheus, question, signal)] as const,
    ),
  );

/** The values of the only query, or those of each by its name. */
function valuesOfAll(answers: Given, stated: PrometheusQuery): Values {
  const values = answers.map(([name, series]) => [name, valuesOf(series, stated)] as const);
  const [only] = values;
  return only?.[0] === "" ? only[1] : Object.fromEntries(values);
}

/** The first query as it is drawn, where it is one over a time. */
function curveOf(
  [answer]: Given,
  [asked]: readonly (readonly [name: string, question: PrometheusQuestion])[],
): { readonly curve?: Curve } {
  const over = asked?.[1].over;
  if (answer === undefined || asked === undefined || over === undefined) return {};
  const [name, [series]] = answer;
  const [, { query, at }] = asked;
  const [to, from] = [at + over.step * 1_000, at - over.seconds * 1_000];
  const points = new Map(series?.points ?? []);
  const says = `every ${over.step} s`;
  return { curve: { name, title: query, says, from, to, periodSeconds: over.step, points } };
}

const unset =
  "No Prometheus is named, so nothing was asked. Whoever runs this bot sets HANDRAIL_PROMETHEUS_URL.";

function questionOf(
  { over, step }: PrometheusQuery,
  query: string,
  facts: Answers,
  at: number,
): PrometheusQuestion {
  const asked = { query: fillQuery(query, facts), at };
  if (over === undefined) return asked;
  const seconds = inSeconds(over);
  const every = step === undefined ? Math.max(1, Math.ceil(seconds / 100)) : inSeconds(step);
  return { ...asked, over: { seconds, step: every } };
}

const aboutOf = (queries: readonly string[], { over }: PrometheusQuery): string =>
  `${queries.join(" and ").slice(0, 300)} ${over === undefined ? "now" : `over ${over}`}`;

type Values = { readonly [name: string]: Json };

/** The values to decide with; null where there is none, so that a condition on it cannot be told. */
function valuesOf(series: readonly PrometheusSeries[], { over, missing }: PrometheusQuery): Values {
  const empty = missing === undefined ? [] : [missing];
  if (over !== undefined) {
    if (series.length > 1) throw new Error(manySeries(series.length));
    const points = series[0]?.points.map(([, value]) => value) ?? [];
    const all = points.length > 0 ? points : empty;
    const { sum: _, ...rest } = summaryOf(all);
    return { last: all.at(-1) ?? null, ...rest };
  }
  const values = series.flatMap(({ points }) => points.map(([, value]) => value));
  const all = values.length > 0 ? values : empty;
  return {
    value: all.length === 1 ? (all[0] ?? null) : null,
    count: series.length,
    ...summaryOf(all),
  };
}

function summaryOf(values: readonly number[]) {
  if (values.length === 0) return { max: null, min: null, avg: null, sum: null };
  const sum = values.reduce((all, value) => all + value, 0);
  const max = values.reduce((most, value) => Math.max(most, value));
  const min = values.reduce((least, value) => Math.min(least, value));
  return { max, min, avg: sum / values.length, sum };
}

const manySeries = (count: number): string =>
  `The query gives ${count} series, and over a time one is read: have it sum them up, such as sum(…).`;
