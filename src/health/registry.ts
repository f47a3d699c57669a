/** Labels of one series; their values come from closed lists, never from what a person typed. */
export type Labels = { readonly [name: string]: string };

/** Numbers in Prometheus's text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export interface Registry {
  readonly counter: (name: string, help: string) => (labels: Labels) => void;
  /** Durations in seconds. */
  readonly histogram: (name: string, help: string) => (labels: Labels, seconds: number) => void;
  readonly text: (gauges: readonly Gauge[]) => string;
}

/** A number read when it is asked for. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly value: number;
  readonly labels?: Labels;
}

export function createRegistry(): Registry {
  const families: (() => string)[] = [];
  return {
    counter: (name, help) => {
      const counts = new Map<string, number>();
      families.push(() => family(name, help, "counter", [...counts].map(line(name))));
      return (labels) => {
        const key = written(labels);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      };
    },
    histogram: (name, help) => {
      const series = new Map<string, Histogram>();
      families.push(() =>
        family(name, help, "histogram", [...series.values()].flatMap(bars(name))),
      );
      return (labels, seconds) => {
        const key = written(labels);
        const before = series.get(key) ?? { labels, counts: bounds.map(() => 0), count: 0, sum: 0 };
        series.set(key, observed(before, seconds));
      };
    },
    text: (gauges) => `${[...families.map((write) => write()), ...grouped(gauges)].join("\n")}\n`,
  };
}

interface Histogram {
  readonly labels: Labels;
  /** How many were at most each bound. */
  readonly counts: readonly number[];
  readonly count: number;
  readonly sum: number;
}

// From a commit on a local disk to the longest look; the deadlines of an acknowledgement are among them.
const bounds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5, 5, 10, 30, 60, 300, 1800] as const;

const observed = ({ labels, counts, count, sum }: Histogram, seconds: number): Histogram => ({
  labels,
  counts: counts.map((atMost, index) => atMost + (seconds <= (bounds[index] ?? 0) ? 1 : 0)),
  count: count + 1,
  sum: sum + seconds,
});

const bars =
  (name: string) =>
  ({ labels, counts, count, sum }: Histogram): readonly string[] => [
    ...bounds
      .map((le, index) => [written({ ...labels, le: String(le) }), counts[index] ?? 0] as const)
      .map(line(`${name}_bucket`)),
    line(`${name}_bucket`)([written({ ...labels, le: "+Inf" }), count]),
    line(`${name}_sum`)([written(labels), sum]),
    line(`${name}_count`)([written(labels), count]),
  ];

function grouped(gauges: readonly Gauge[]): readonly string[] {
  const names = [...new Set(gauges.map(({ name }) => name))];
  return names.map((name) => {
    const mine = gauges.filter((gauge) => gauge.name === name);
    const lines = mine.map(({ labels = {}, value }) => line(name)([written(labels), value]));
    return family(name, mine[0]?.help ?? "", "gauge", lines);
  });
}

const family = (name: string, help: string, type: string, lines: readonly string[]): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join("\n");

const line =
  (name: string) =>
  ([labels, value]: readonly [string, number]): string =>
    `${name}${labels} ${value}`;

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escaped = (value: string): string =>
  value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
