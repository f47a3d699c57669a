/** Takes a value to a place, in units. */
export type Scale = (value: number) => number;

export const linearScale = (
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale => {
  const span = high === low ? 1 : high - low;
  return (value) => from + ((value - low) / span) * (to - from);
};

/** The smallest round number (two digits and zeros) that is not below `value`; 1 for nothing. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step =
    [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  ...[1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 7, 14, 28].map((days) => days * day),
];

/** Round moments (milliseconds since the epoch, UTC) within a stretch of time: at most `most`, and a few where it is long enough. */
export function roundMoments(from: number, to: number, most: number): readonly number[] {
  const step = steps.find((one) => (to - from) / one <= most) ?? 28 * day;
  const first = Math.ceil(from / step) * step;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step).slice(0, most);
}
