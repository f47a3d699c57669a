/** What stands in a statement that is built once for a value that each execution brings; it stands for no value itself. */
export class Blank {
  /** What it is in an execution at `now`, in milliseconds of our clock. */
  readonly fill: (given: object, now: number) => unknown;
  constructor(fill: Blank["fill"]) {
    this.fill = fill;
  }
  [Symbol.toPrimitive](): never {
    throw new TypeError("What is given is not known yet: only pass it on, or reckon with it.");
  }
}

/** Each name of what will be given, as a blank. */
export const blanks = <Given extends object>(): Given =>
  new Proxy({} as Given, {
    get: (_, name) => new Blank((given) => given[name as keyof typeof given]),
    ownKeys: () => {
      throw new TypeError("What is given cannot be listed: pass on each by its name.");
    },
  });

/** The moment of the execution, wherever a moment of our clock is asked for. */
export const blankNow = (): number => new Blank((_, now) => now) as unknown as number;

/** What two moments come to: at once, or in each execution where one of them is a blank. */
export function addMoments(
  one: number,
  other: number,
  by: (one: number, other: number) => number,
): number {
  if (!isBlank(one) && !isBlank(other)) return by(one, other);
  const reckoned = new Blank((given, now) =>
    by(filled(one, given, now), filled(other, given, now)),
  );
  return reckoned as unknown as number;
}

const isBlank = (value: unknown): value is Blank => value instanceof Blank;

const filled = (value: unknown, given: object, now: number): number =>
  Number(isBlank(value) ? value.fill(given, now) : value);
