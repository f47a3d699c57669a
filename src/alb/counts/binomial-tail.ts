import { binomialDensity, poissonDensity } from "./poisson-density.ts";

/** P(X ≤ k) of n tries with chance `p` each; `q` = 1 − p is given beside it so that neither loses digits. */
export function binomialAtMost(k: number, n: number, p: number, q: number): number {
  if (k >= n) return 1;
  return incompleteBeta(q, p, n - k, k + 1);
}

/** P(X ≤ k) where the mean is `mean`. */
export const poissonAtMost = (k: number, mean: number): number => 1 - poissonAtLeast(k + 1, mean);

/** P(X ≥ k) where the mean is `mean`: the regularised lower incomplete gamma function P(k, mean). */
export function poissonAtLeast(k: number, mean: number): number {
  if (k === 0) return 1;
  if (mean === 0) return 0;
  const density = poissonDensity(k, mean);
  return mean < k + 1 ? density * gammaSeries(k, mean) : 1 - density * gammaFraction(k, mean);
}

/** Where a probability that rises or falls with its argument crosses `level`, searched between `low` and `high`. */
export function solveForLevel(
  curve: (at: number) => number,
  level: number,
  low: number,
  high: number,
) {
  const rises = curve(high) > curve(low);
  let [from, to] = [low, high];
  while (to - from > 1e-13 * Math.max(1, Math.abs(from), Math.abs(to))) {
    const middle = (from + to) / 2;
    if (curve(middle) < level === rises) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** I_x(a, b) for whole a, b ≥ 1 and y = 1 − x, by the continued fraction on the side where it converges quickly. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x >= (a + 1) / (a + b + 2)) return 1 - betaFraction(y, x, b, a);
  return betaFraction(x, y, a, b);
}

function betaFraction(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  const front = (binomialDensity(a, a + b, x, y) * b) / (a + b);
  const term = (step: number) => {
    const m = Math.floor(step / 2);
    if (step === 0) return 1;
    return step % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  };
  return front * continuedFraction(term, () => 1);
}

/** Σ mean^i / ((k + 1) … (k + i)). */
function gammaSeries(k: number, mean: number): number {
  let [sum, term] = [1, 1];
  for (let i = 1; term > sum * 1e-17; i++) {
    term *= mean / (k + i);
    sum += term;
  }
  return sum;
}

/** k / (mean + 1 − k − …), the continued fraction of the upper incomplete gamma function over its density. */
const gammaFraction = (k: number, mean: number) =>
  k *
  continuedFraction(
    (step) => (step === 0 ? 1 : -step * (step - k)),
    (step) => mean - k + 1 + 2 * step,
  );

/** term(0) / (base(0) + term(1) / (base(1) + …)) by Lentz's method. */
function continuedFraction(term: (step: number) => number, base: (step: number) => number): number {
  const tiny = 1e-300;
  let numerator = 1 / tiny;
  let denominator = 1 / (base(0) || tiny);
  let value = term(0) * denominator;
  for (let step = 1; ; step++) {
    denominator = 1 / (base(step) + term(step) * denominator || tiny);
    numerator = base(step) + term(step) / numerator || tiny;
    const change = numerator * denominator;
    value *= change;
    if (Math.abs(change - 1) < 1e-15 || step > 10_000_000) return value;
  }
}
