import { fixed, type Stratum, unfixed } from "./retest/strata.ts";
import { type Said, walks } from "./retest/walk.ts";

/** How often the retest says "fixed" wrongly and rightly, and how soon, over `count` incidents of each kind (10,000 unless told). */
export async function benchRetest(
  count = 10_000,
  out: (line: string) => void = console.log,
  seed = Math.floor(Math.random() * 2 ** 31),
): Promise<void> {
  out(`${count} incidents of each kind, seed ${seed}`);
  out(`${"".padEnd(58)}  fixed  median  p90     still failing`);
  for (const stratum of [...unfixed, ...fixed]) out(lineOf(stratum, walks(stratum, count, seed)));
}

function lineOf({ name }: Stratum, said: readonly Said[]): string {
  const times = said.flatMap(({ fixed }) => fixed ?? []).sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)];
  const after = (share: number) => (at(share) === undefined ? "–" : `${at(share)} min`).padEnd(6);
  const still = said.filter(({ stillFailing }) => stillFailing !== null).length;
  const of = (part: number) => `${((100 * part) / said.length).toFixed(2)} %`.padStart(7);
  return `${name.padEnd(57)}${of(times.length)}  ${after(0.5)}  ${after(0.9)}  ${of(still)}`;
}
