import type { Answers, Flow } from "#language";
import type { Catalogue } from "../engine/catalogue.ts";
import type { CaseFile } from "./case-files.ts";
import { waysOf } from "./routes.ts";
import { walkCase } from "./walk-case.ts";
import { walkRoutes } from "./walk-routes.ts";

/** What testing a runbook came to. */
export interface Tested {
  /** To be read line by line. */
  readonly lines: readonly string[];
  /** How many things are not as they should be. */
  readonly failed: number;
}

/** Walks every case of a runbook, and then every way out of every step. */
export async function testFlow(
  catalogue: Catalogue,
  flow: Flow,
  files: readonly CaseFile[],
): Promise<Tested> {
  const walked = await Promise.all(files.map((file) => walkFile(catalogue, flow, file)));
  const taken = new Set(walked.flatMap(({ taken }) => taken));
  const routes = await walkRoutes(catalogue, flow, factsOf(files));
  const all = [...new Set(waysOf(flow).map(({ step, choice }) => `${step}.${choice}`))];
  const left = all.filter((way) => !taken.has(way));
  const lines = [
    flow.id,
    ...walked.flatMap(({ lines }) => lines),
    ...routes.problems.map((says) => `  ✗ ${says}`),
    `  ${routes.walked} of ${routes.ways} ways walked from the start to an end.`,
    ...(files.length === 0 ? [] : [covered(all.length, left)]),
  ];
  const failed = walked.reduce((sum, file) => sum + file.failed, routes.problems.length);
  return { lines, failed };
}

/** Answers that cannot be made up are taken from the first case that has them. */
const factsOf = (files: readonly CaseFile[]): Answers =>
  Object.assign(
    {},
    ...files
      .flatMap(({ cases }) => Object.values(cases.cases))
      .flatMap(({ facts, steps }) => [
        facts ?? {},
        ...steps.flatMap(({ answers, with: asked }) => [answers ?? {}, asked ?? {}]),
      ])
      .reverse(),
  );

const covered = (all: number, left: readonly string[]): string =>
  left.length === 0
    ? `  The cases take each of the ${all} choices.`
    : `  The cases take ${all - left.length} of ${all} choices; not ${left.join(", ")}.`;

/** Walks the cases of one file. `taken`: the choices that they took. */
export async function walkFile(
  catalogue: Catalogue,
  flow: Flow,
  { file, cases, lineOf }: CaseFile,
): Promise<Tested & { readonly taken: readonly string[] }> {
  const lines: string[] = [];
  const taken: string[] = [];
  let failed = 0;
  for (const [name, one] of Object.entries(cases.cases)) {
    const walked = await walkCase(catalogue, flow, one);
    taken.push(...walked.taken);
    const { wrong } = walked;
    if (wrong === undefined) lines.push(`  ✓ ${name}`);
    else {
      failed += 1;
      const inside = wrong.step === undefined ? ["ends"] : ["steps", String(wrong.step)];
      lines.push(`  ✗ ${name}`, `    ${file}:${lineOf("cases", name, ...inside)}: ${wrong.says}`);
    }
  }
  return { lines, taken, failed };
}
