/** Who has the one connection: each for as long as it takes, in the order in which they asked. */
export interface Turns {
  /** Undefined where it is had at once. */
  take(): Promise<void> | undefined;
  give(): void;
}

export function createTurns(): Turns {
  const waiting: (() => void)[] = [];
  const giveWay = createGivingWay();
  let isTaken = false;
  const inTurn = async (): Promise<void> => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    await giveWay();
  };
  return {
    take: () => {
      if (isTaken) return inTurn();
      isTaken = true;
      return giveWay();
    },
    give: () => {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next();
    },
  };
}

/** How long the process may be held before others get their turn, in milliseconds. */
const turnMs = 5;

/**
 * node:sqlite answers at once, so that work which only asks the database would never let anything else happen: no click is read
 * and no timer rings meanwhile. Between two transactions, whoever has held the process for a while gives way.
 */
function createGivingWay() {
  let since = 0;
  /** Resolves when everybody else had their turn, and the time counts anew. */
  let over: Promise<void> | undefined;
  return (): Promise<void> | undefined => {
    if (over !== undefined) return performance.now() - since < turnMs ? undefined : over;
    since = performance.now();
    over = new Promise((resolve) => {
      setImmediate(() => {
        over = undefined;
        resolve();
      });
    });
    return undefined;
  };
}
