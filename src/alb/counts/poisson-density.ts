/**
 * The Poisson probability e^−λ λ^k / k! without overflow or cancellation, by Loader's saddle-point expansion (C. Loader, 2000,
 * "Fast and accurate computation of binomial probabilities"); k is a whole number up to 1e10.
 */
export function poissonDensity(k: number, mean: number): number {
  if (mean === 0) return k === 0 ? 1 : 0;
  if (k === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(k) - deviance(k, mean)) / Math.sqrt(2 * Math.PI * k);
}

/** The binomial probability of k in n, where `p` and `q` = 1 − p are both given so that neither loses digits. */
export function binomialDensity(k: number, n: number, p: number, q: number): number {
  if (k === 0) return Math.exp(n * logOf(q, p));
  if (k === n) return Math.exp(n * logOf(p, q));
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  const exponent = errors - deviance(k, n * p) - deviance(n - k, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** ln p, through its complement where p is close to 1. */
const logOf = (p: number, complement: number) => (p > 0.5 ? Math.log1p(-complement) : Math.log(p));

/** ln k! minus Stirling's approximation (k + ½) ln k − k + ½ ln 2π. */
function stirlingError(k: number): number {
  if (k > 15) return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / k ** 2) / k ** 2) / k ** 2) / k;
  let factorial = 1;
  for (let factor = 2; factor <= k; factor++) factorial *= factor;
  return Math.log(factorial) - (k + 0.5) * Math.log(k) + k - Math.log(2 * Math.PI) / 2;
}

/** k ln(k / mean) + mean − k, accurate also where k and mean are close. */
function deviance(k: number, mean: number): number {
  const off = (mean - k) / k;
  return k * (off - Math.log1p(off));
}
