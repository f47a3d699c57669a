import { availableParallelism } from "node:os";
import { check } from "recheck";

/** Milliseconds, twenty times the usual: what takes too long counts as faulty, and a busy machine takes its time. */
const sameAnywhere = { attackTimeout: 20_000, incubationTimeout: 5_000 };

/** What is wrong with a regular expression; null when it takes time in proportion to what it reads. */
export async function faultOf(pattern: string, flags: string): Promise<string | null> {
  // Far more than any takes: the pure checker, where there is no native one, is ten times as slow.
  const verdict = await check(pattern, flags, { ...sameAnywhere, timeout: 300_000 });
  if (verdict.status === "safe") return null;
  if (verdict.status === "unknown")
    throw new Error(`/${pattern}/${flags} could not be judged: ${verdict.error.kind}`);
  return `${verdict.complexity.summary}, as by ${verdict.attack.pattern}`;
}

/** The faults of several, as many at once as there are processors: the checker is a process of its own. */
export async function faultsOf<One extends { readonly pattern: string; readonly flags: string }>(
  expressions: readonly One[],
): Promise<ReadonlyMap<One, string | null>> {
  const left = [...expressions];
  const found = new Map<One, string | null>();
  const work = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop())
      found.set(one, await faultOf(one.pattern, one.flags));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}
