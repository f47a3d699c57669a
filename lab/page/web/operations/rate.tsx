import type { Operations, Sample } from "../../wire.ts";

/** How many requests come and how many fail, now and in the last minutes. */
export function Rate({ operations: { samples, changes } }: { readonly operations: Operations }) {
  const minute = samples.slice(-60);
  const failed = sum(minute.map((sample) => sample.failed));
  const requests = sum(minute.map((sample) => sample.requests));
  const perSecond = Math.round(sum(samples.slice(-5).map((one) => one.requests)) / 5);
  const words = `${failed} of ${requests.toLocaleString("en")} requests failed in the last ${minute.length} seconds.`;
  return (
    <section aria-label="Live rate">
      <div class="figures">
        <p class={failed > 0 ? "figure is-bad" : "figure is-good"}>
          <b>{failed}</b>
          <span>failed in {minute.length} s</span>
        </p>
        <p class="figure">
          <b>{perSecond}</b>
          <span>requests a second</span>
        </p>
      </div>
      <Chart samples={samples} changes={changes.map(({ at }) => at)} words={words} />
    </section>
  );
}

const width = 360;
const height = 56;

/** Failures second by second, with a line for each change. */
function Chart({ samples, changes, words }: ChartProps) {
  const most = Math.max(3, ...samples.map(({ failed }) => failed));
  const step = width / 180;
  const x = (index: number) => width - (samples.length - index) * step;
  const marks = changes.flatMap((at) => {
    const index = samples.findIndex((sample) => sample.at >= at);
    return index < 0 || at < (samples[0]?.at ?? 0) ? [] : [x(index)];
  });
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
      <line class="axis" x1={0} y1={height - 0.5} x2={width} y2={height - 0.5} />
      {marks.map((at) => (
        <line key={at} class="change" x1={at} y1={0} x2={at} y2={height} />
      ))}
      {samples.map(({ at, failed }, index) =>
        failed > 0 ? <Bar key={at} x={x(index)} share={failed / most} width={step} /> : null,
      )}
    </svg>
  );
}

interface ChartProps {
  readonly samples: readonly Sample[];
  readonly changes: readonly number[];
  readonly words: string;
}

const Bar = ({ x, share, width: step }: { x: number; share: number; width: number }) => (
  <rect
    class="bar"
    x={x}
    y={height - share * (height - 4)}
    width={step + 0.3}
    height={share * (height - 4)}
  />
);

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
