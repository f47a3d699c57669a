/** Does the work of a key; undefined, and nothing is done, where `most` of that key are under way. */
export type Shares = <Answer>(
  key: string,
  work: () => Promise<Answer>,
) => Promise<Answer> | undefined;

export function createShares(most: number): Shares {
  const underWay = new Map<string, number>();
  const change = (key: string, by: number) => {
    const now = (underWay.get(key) ?? 0) + by;
    if (now > 0) underWay.set(key, now);
    else underWay.delete(key);
  };
  return (key, work) => {
    if ((underWay.get(key) ?? 0) >= most) return undefined;
    change(key, 1);
    return work().finally(() => change(key, -1));
  };
}

/**
 * The same work, once at a time for each key and `most` times over all, in the order in which it is asked for. Whoever asks while
 * that of their key is still to begin gets that one.
 */
export function inTurn(
  work: (key: string) => Promise<void>,
  most: number,
): (key: string) => Promise<void> {
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  const underWay = new Set<string>();
  const begin = () => {
    if (underWay.size >= most) return;
    const key = [...waiting.keys()].find((one) => !underWay.has(one));
    const asked = waiting.get(key ?? "");
    if (key === undefined || asked === undefined) return;
    waiting.delete(key);
    underWay.add(key);
    const done = work(key).finally(() => {
      underWay.delete(key);
      begin();
    });
    asked.resolve(done);
  };
  return (key) => {
    const asked = waiting.get(key) ?? Promise.withResolvers<void>();
    waiting.set(key, asked);
    begin();
    return asked.promise;
  };
}
