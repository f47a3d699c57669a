import { gapTest } from "../src/alb/gaps/gap-test.ts";
import { rhythmicSite } from "../test/alb/access-logs/rhythms.ts";
import { readingOfEntries } from "../test/alb/access-logs/session.ts";

/** So many sites are read at once. */
const batch = 40;

/**
 * How often the gap test shows a race where there is none, over so many sites of every rhythm; seeds that nothing was tuned with.
 * Prints each site that was called shown, and fails where they are one in a thousand or more.
 */
export async function benchGaps(count = 3_000, firstSeed = 5_000_001): Promise<void> {
  let [shown, tested] = [0, 0];
  for (let seed = firstSeed; seed < firstSeed + count; seed += batch) {
    const sites = Array.from({ length: Math.min(batch, firstSeed + count - seed) }, (_, index) =>
      rhythmicSite(seed + index),
    );
    const { answers } = await readingOfEntries(sites.flatMap(({ entries }) => entries));
    for (const { group, evidence } of answers.gaps) {
      const { verdict, says } = gapTest(evidence);
      if (verdict !== "too-few") tested += 1;
      if (verdict !== "shown") continue;
      shown += 1;
      const { name } = rhythmicSite(Number(group.replace("rhythm-", "")));
      console.log(`${group}: ${name}: ${says}`);
    }
  }
  console.log(`${shown} of ${tested} sites without a race were called shown (${count} made).`);
  if (shown * 1_000 >= tested) process.exitCode = 1;
}
