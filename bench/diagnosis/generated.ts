import { judgePattern } from "../../src/alb/diagnosis/pattern/judge-pattern.ts";
import { type Account, raceless, racing } from "../../test/alb/diagnosis/generated/accounts.ts";

/** The confusion matrix of so many generated accounts without a race and as many with one: what is true by what metrics say. */
export function generatedMatrix(count: number, firstSeed: number): readonly string[] {
  const said = new Map<string, Map<string, number>>();
  for (let seed = firstSeed; seed < firstSeed + count; seed += 1) {
    for (const account of [raceless(seed), racing(seed)]) {
      const truth = truthOf(account);
      const row = said.get(truth) ?? new Map<string, number>();
      const { finding, strength } = judgePattern(account.observation);
      const word = strength === undefined ? finding : `${finding} (${strength})`;
      said.set(truth, row.set(word, (row.get(word) ?? 0) + 1));
    }
  }
  const rows = [...said].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    "| truth | accounts | by metrics alone |",
    "|---|---|---|",
    ...rows.map(([truth, row]) => `| ${truth} | ${sum(row)} | ${inWords(row)} |`),
  ];
}

/** The causes by name, and whether more fails than the model of the race allows. */
function truthOf({ causes, failed, observation: { periods } }: Account): string {
  const names = causes.filter(({ name }) => (failed.get(name) ?? 0) > 0).map(({ name }) => name);
  if (names.length === 0) return "no 502";
  const requests = periods.reduce((all, one) => all + (one.requests ?? 0), 0);
  const failures = periods.reduce((all, one) => all + (one.failures502 ?? 0), 0);
  const rate = failures / requests > 1e-3 ? "above 0.1 %" : "up to 0.1 %";
  return names.length > 1 ? `two causes, ${rate}` : `${names[0]}, ${rate}`;
}

const sum = (row: ReadonlyMap<string, number>) =>
  [...row.values()].reduce((all, one) => all + one, 0);

const inWords = (row: ReadonlyMap<string, number>) =>
  [...row]
    .toSorted(([, one], [, other]) => other - one)
    .map(([word, count]) => `${count} × ${word}`)
    .join(", ");
