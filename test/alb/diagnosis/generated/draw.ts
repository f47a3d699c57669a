/** Draws that a generated account is made of, all from one source of numbers between 0 and 1. */
export interface Draw {
  readonly chance: (share: number) => boolean;
  readonly between: (low: number, high: number) => number;
  /** Evenly over the orders of magnitude. */
  readonly scale: (low: number, high: number) => number;
  readonly whole: (low: number, high: number) => number;
  readonly one: <Item>(items: readonly [Item, ...Item[]]) => Item;
  readonly poisson: (mean: number) => number;
}

/** Numbers by SplitMix32, which nothing else here uses. */
export function drawing(seed: number): Draw {
  let state = (seed * 0x9e3779b9) | 0;
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + (high - low) * next();
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1));
  return {
    chance: (share) => next() < share,
    between,
    scale: (low, high) => Math.exp(between(Math.log(low), Math.log(high))),
    whole,
    one: (items) => items[whole(0, items.length - 1)] ?? items[0],
    poisson: (mean) => poisson(mean, next),
  };
}

function poisson(mean: number, next: () => number): number {
  if (mean > 30) {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let [count, product] = [0, next()];
  for (const floor = Math.exp(-mean); product > floor; count += 1) product *= next();
  return count;
}
