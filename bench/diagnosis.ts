import { scenarios } from "../lab/scenarios/index.ts";
import { type Diagnosed, diagnosed } from "./diagnosis/diagnosed.ts";
import { isWrong, matrix, summary } from "./diagnosis/matrix.ts";

/** Deploys have to be told from the race above all: at least ten seeds of each of their scenarios. */
const fewestDeploySeeds = 12;

/** Diagnoses every scenario with so many seeds (five unless told) and prints the confusion matrix; fails where the race is blamed wrongly. */
export async function benchDiagnosis(
  seeds = 5,
  out: (line: string) => void = console.log,
): Promise<void> {
  const diagnoses: Diagnosed[] = [];
  for (const scenario of scenarios) {
    const isDeploy = scenario.truth.verdict.includes("deploy");
    const count = isDeploy ? Math.max(seeds, fewestDeploySeeds) : seeds;
    for (let seed = 1; seed <= count; seed += 1) diagnoses.push(await diagnosed(scenario, seed));
    process.stderr.write(`${scenario.name}\n`);
  }
  for (const line of [...matrix(diagnoses), "", ...summary(diagnoses)]) out(line);
  if (diagnoses.some(isWrong)) process.exitCode = 1;
}
