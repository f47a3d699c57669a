import type { Diagnosed, Said } from "./diagnosed.ts";

/** Verdicts that blame the keep-alive race. */
const blamesRace: ReadonlySet<string> = new Set(["keepalive-race", "inner-hop-race", "mixed"]);

/** Whether the race is blamed for an incident that has none. */
export const isWrong = ({ scenario, all }: Diagnosed): boolean =>
  blamesRace.has(all.verdict) && !scenario.truth.verdict.some((verdict) => blamesRace.has(verdict));

/** The confusion matrix as a Markdown table: a row for each truth, with how often each verdict was said. */
export function matrix(diagnoses: readonly Diagnosed[]): readonly string[] {
  const rows = Map.groupBy(diagnoses, ({ scenario }) => scenario.name);
  return [
    "| truth | incidents | by metrics alone | by all that can be read | right |",
    "|---|---|---|---|---|",
    ...[...rows].map(([name, all]) => row(name, all)),
  ];
}

/** What it comes to, in sentences. */
export function summary(diagnoses: readonly Diagnosed[]): readonly string[] {
  const count = (fits: (one: Diagnosed) => boolean) => diagnoses.filter(fits).length;
  const deploys = diagnoses.filter(({ scenario }) => scenario.truth.verdict.includes("deploy"));
  return [
    `Wrong keep-alive: ${count(isWrong)} of ${diagnoses.length}.`,
    `Deploys: ${deploys.length}, of which ${deploys.filter(isWrong).length} were called the race.`,
    `Right: ${count(isRight)} of ${diagnoses.length}.`,
    `Metrics alone, never more than possible, suspect the race in ${count(isSuspected)} of the ${count(hasNone)} incidents without one.`,
  ];
}

const isRight = ({ scenario, all }: Diagnosed): boolean =>
  scenario.truth.verdict.includes(all.verdict);

const hasNone = ({ scenario }: Diagnosed): boolean =>
  !scenario.truth.verdict.some((verdict) => blamesRace.has(verdict));

const isSuspected = (one: Diagnosed): boolean =>
  hasNone(one) && blamesRace.has(one.metrics.verdict);

const row = (name: string, all: readonly Diagnosed[]): string =>
  `| ${name} | ${all.length} | ${said(all.map(({ metrics }) => metrics))} | ${said(all.map((one) => one.all))} | ${all.filter(isRight).length} |`;

/** "keepalive-race 4 (shown), unclear 1" */
function said(all: readonly Said[]): string {
  const words = Map.groupBy(
    all,
    ({ verdict, strength }) => `${verdict}${strength === null ? "" : ` (${strength})`}`,
  );
  return [...words]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([word, some]) => `${some.length} × ${word}`)
    .join(", ");
}
