import { inspect } from "node:util";
import { benchClick } from "./click.ts";
import { benchDemo } from "./demo.ts";
import { benchDiagnose } from "./diagnose.ts";
import { generatedMatrix } from "./diagnosis/generated.ts";
import { benchDiagnosis } from "./diagnosis.ts";
import { benchGaps } from "./gaps.ts";
import { benchInstall } from "./install.ts";
import { benchInventory } from "./inventory.ts";
import { benchLogs } from "./logs.ts";
import { benchLongRun } from "./long-run.ts";
import { document } from "./measured/document.ts";
import { asResult, inWords, isMet, type Measurement } from "./measured/measurement.ts";
import { benchOpenRuns } from "./open-runs.ts";
import { benchPictures } from "./pictures.ts";
import { benchReplicas } from "./replicas.ts";
import { benchRetest } from "./retest.ts";
import { benchStart } from "./start.ts";
import { benchSuggest } from "./suggest.ts";
import { benchWalk } from "./walk.ts";

/** Speed and size beside a limit or a peer; written into docs/benchmarks.md. */
const measured: { readonly [name: string]: (size?: number) => Promise<Measurement> } = {
  click: benchClick,
  start: benchStart,
  "open-runs": benchOpenRuns,
  "long-run": benchLongRun,
  logs: benchLogs,
  diagnose: benchDiagnose,
  inventory: benchInventory,
  replicas: benchReplicas,
  suggest: benchSuggest,
  pictures: benchPictures,
  install: benchInstall,
  demo: benchDemo,
  walk: benchWalk,
};

/** How often a judgement is right; printed. */
const judged: { readonly [name: string]: (size?: number) => Promise<void> } = {
  diagnosis: benchDiagnosis,
  generated: async (count = 5_000) => {
    for (const line of generatedMatrix(count, 1_000_001)) console.log(line);
  },
  gaps: benchGaps,
  retest: benchRetest,
};

// `npm run bench -- [NAME] [SIZE] [--json]`: one measurement, or each of them after the other.
const words = process.argv.slice(2).filter((word) => word !== "--json");
const isJson = process.argv.includes("--json");
const [name, size] = words;
const given = size === undefined ? undefined : Number(size);

if (name !== undefined && Object.hasOwn(judged, name)) await judged[name]?.(given);
else if (name === undefined || Object.hasOwn(measured, name))
  await measure(name === undefined ? Object.keys(measured) : [name]);
else {
  const names = [...Object.keys(measured), ...Object.keys(judged)].join("|");
  process.stderr.write(`Usage: npm run bench -- [${names}] [size] [--json]\n`);
  process.exitCode = 1;
}

async function measure(names: readonly string[]): Promise<void> {
  const results: { [name: string]: ReturnType<typeof asResult> } = {};
  for (const one of names) {
    const seen = await measured[one]?.(given).catch((error: unknown) => failed(one, error));
    if (seen === undefined) continue;
    results[one] = asResult(seen);
    await document(one, seen);
    if (!isJson) print(one, seen);
  }
  if (isJson) console.log(JSON.stringify({ results }));
}

/** One that fails costs no other its result. */
function failed(name: string, error: unknown): undefined {
  process.stderr.write(`${name} failed: ${inspect(error)}\n`);
  process.exitCode = 1;
}

function print(name: string, seen: Measurement): void {
  console.log(name);
  for (const [what, value] of Object.entries(seen.figures)) console.log(`  ${what}: ${value}`);
  for (const [what, value] of Object.entries(seen.ratios)) console.log(`  ${what}: ${value} ×`);
  for (const aim of seen.aims)
    console.log(`  ${isMet(seen)(aim) ? "met   " : "MISSED"} ${inWords(aim)}`);
}
