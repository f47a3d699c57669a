import { writeFileSync } from "node:fs";
import { all } from "../test/regexes/all.ts";
import { faultsOf } from "../test/regexes/linear.ts";
import { checker, file, keyOf, needsVerdict, readVerdicts } from "../test/regexes/verdicts.ts";

// `npm run regexes`: judges the expressions of src that have no verdict yet, and keeps the verdicts of those that are there.

const known = readVerdicts();
const wanted = new Map(all.filter(needsVerdict).map((one) => [keyOf(one), one]));
const unjudged = [...wanted.values()].filter((one) => known[keyOf(one)] === undefined);
const faults = await faultsOf(unjudged);
const fresh = Object.fromEntries([...faults].map(([one, fault]) => [keyOf(one), fault]));

const verdicts = Object.fromEntries(
  [...wanted.keys()].sort().map((key) => [key, known[key] ?? fresh[key] ?? null]),
);
writeFileSync(file, `${JSON.stringify({ checker, verdicts }, null, 2)}\n`);
console.log(`${unjudged.length} judged, ${wanted.size} kept.`);
const faulty = Object.entries(verdicts).filter(([, fault]) => fault !== null);
for (const [expression, fault] of faulty) console.log(`${expression} is ${fault}`);
process.exitCode = faulty.length === 0 ? 0 : 1;
