/** Chance that a seed repeats: the same seed gives the same traffic and the same history. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly uniform: () => number;
  /** Uniform whole number in [0, `below`). */
  readonly index: (below: number) => number;
  /** Exponential waiting time with the given mean, in the mean's unit. */
  readonly exponential: (mean: number) => number;
  /** Number of events of a Poisson process where `mean` are expected. */
  readonly poisson: (mean: number) => number;
}

/** A generator of pseudo-random numbers (mulberry32, public domain) from a 32-bit seed. */
export function createRandom(seed: number): Random {
  const uniform = mulberry32(seed);
  const exponential = (mean: number) => -Math.log(1 - uniform()) * mean;
  return {
    uniform,
    exponential,
    index: (below) => Math.floor(uniform() * below),
    poisson: (mean) => (mean > 200 ? largePoisson(uniform, mean) : smallPoisson(exponential, mean)),
  };
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function smallPoisson(exponential: (mean: number) => number, mean: number): number {
  if (mean <= 0) return 0;
  let events = 0;
  for (let elapsed = exponential(1); elapsed < mean; elapsed += exponential(1)) events += 1;
  return events;
}

/** Beyond 200 the normal curve is closer to the Poisson law than anyone looking at a chart can see. */
function largePoisson(uniform: () => number, mean: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
}
