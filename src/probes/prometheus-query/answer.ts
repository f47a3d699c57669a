import { z } from "zod";
import { parseJson } from "../../parse-json.ts";

/** One series: its values in order, with their times in milliseconds since the epoch. */
export interface PrometheusSeries {
  readonly points: readonly (readonly [at: number, value: number])[];
}

export type PrometheusAnswer =
  | { readonly kind: "series"; readonly series: readonly PrometheusSeries[] }
  /** Prometheus says what is wrong with the query. */
  | { readonly kind: "refused"; readonly says: string }
  /** More values than anybody reads. */
  | { readonly kind: "many"; readonly values: number }
  | { readonly kind: "other" };

/** https://prometheus.io/docs/prometheus/latest/querying/api/ */
const point = z.tuple([z.number(), z.string()]);
const shape = z.union([
  z.object({ status: z.literal("error"), error: z.string() }),
  z.object({
    status: z.literal("success"),
    data: z.union([
      z.object({ resultType: z.literal("vector"), result: z.array(z.object({ value: point })) }),
      z.object({
        resultType: z.literal("matrix"),
        result: z.array(z.object({ values: z.array(point) })),
      }),
      z.object({ resultType: z.literal("scalar"), result: point }),
    ]),
  }),
]);

/** What Prometheus answered; values that are no number (NaN, Inf) are left out. */
export function readAnswer(text: string): PrometheusAnswer {
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) return { kind: "other" };
  if (parsed.data.status === "error")
    return { kind: "refused", says: parsed.data.error.slice(0, 300) };
  const series = seriesIn(parsed.data.data);
  const values = series.reduce((sum, { points }) => sum + points.length, 0);
  return values > mostValues ? { kind: "many", values } : { kind: "series", series };
}

/** A series of Prometheus has 11,000 at most. */
const mostValues = 50_000;

type Success = Extract<z.output<typeof shape>, { readonly status: "success" }>;

function seriesIn({ resultType, result }: Success["data"]): readonly PrometheusSeries[] {
  switch (resultType) {
    case "scalar":
      return [seriesOf([result])];
    case "vector":
      return result.map(({ value }) => seriesOf([value]));
    default:
      return result.map(({ values }) => seriesOf(values));
  }
}

const seriesOf = (points: readonly z.output<typeof point>[]): PrometheusSeries => ({
  points: points
    .map(([at, value]) => [at * 1_000, Number(value)] as const)
    .filter(([, value]) => Number.isFinite(value)),
});
