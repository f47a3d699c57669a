import type { Interval } from "../counts/poisson.ts";
import { binomialDensity } from "../counts/poisson-density.ts";

/** `hits` of `tries`. */
export interface Share {
  readonly hits: number;
  readonly tries: number;
}

/**
 * How probable at least as many hits among `one` are, were it drawn from the same urn as `other`: Fisher's exact test,
 * one-sided. Between 0 and 1; 1 where nothing was tried.
 */
export function fisherExactP(one: Share, other: Share): number {
  const hits = one.hits + other.hits;
  const most = Math.min(one.tries, hits);
  let chance = 0;
  for (let k = one.hits; k <= most; k++) {
    const density = urnDensity(k, one.tries, hits, other.tries);
    chance += density;
    if (density < chance * 1e-15) break;
  }
  return Math.min(1, chance);
}

/** The hypergeometric probability, as a quotient of binomial ones (Loader 2000), which neither overflows nor cancels. */
function urnDensity(k: number, tries: number, hits: number, others: number): number {
  const all = tries + others;
  if (hits - k > others || k > tries) return 0;
  if (hits === 0 || hits === all) return 1;
  const [p, q] = [hits / all, 1 - hits / all];
  const drawn = binomialDensity(k, tries, p, q) * binomialDensity(hits - k, others, p, q);
  return drawn / binomialDensity(hits, all, p, q);
}

/** Wilson's interval of a share (Wilson 1927); 0 to 1 where nothing was tried. `z` is 1.96 for 95 %. */
export function wilsonInterval({ hits, tries }: Share, z = 1.96): Interval {
  if (tries === 0) return { low: 0, high: 1 };
  const [share, weight] = [hits / tries, (z * z) / tries];
  const middle = (share + weight / 2) / (1 + weight);
  const half = (z / (1 + weight)) * Math.sqrt((share * (1 - share)) / tries + weight / tries / 4);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
