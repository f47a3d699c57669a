import { generatedMatrix } from "./diagnosis/generated.ts";
import { benchDiagnosis } from "./diagnosis.ts";
import { benchGaps } from "./gaps.ts";
import { benchLogs } from "./logs.ts";
import { benchOpenRuns } from "./open-runs.ts";
import { benchPictures } from "./pictures.ts";
import { benchRetest } from "./retest.ts";

/** `npm run bench -- NAME [number]`: one measurement; its numbers are for comparing, not for passing. */
const benches: { readonly [name: string]: (size?: number) => Promise<void> } = {
  diagnosis: benchDiagnosis,
  generated: async (count = 5_000) => {
    for (const line of generatedMatrix(count, 1_000_001)) console.log(line);
  },
  gaps: benchGaps,
  logs: benchLogs,
  "open-runs": benchOpenRuns,
  pictures: benchPictures,
  retest: benchRetest,
};

const [name = "", size] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join("|")} [number]\n`);
  process.exitCode = 1;
} else {
  await bench(size === undefined ? undefined : Number(size));
}
