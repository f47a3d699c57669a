import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest begins first, so that all workers end together; a fresh machine knows no times of an earlier run. */
const longest = [
  "walk",
  "scenarios/walks",
  "main",
  "kill",
  "store/sqlite",
  "store/postgres",
  "types",
  "package/pack",
  "installing/systemd",
  "installing/from-alert",
  "doctor/process",
  "alb/commands/diagnose",
  "alb/access-logs/race",
  "alb/access-logs/rhythms",
  "alb/probes/access-logs-athena",
  "alb/probes/catch/catch",
  "alb/configurations/hostile",
  "wire/aws/aws",
  "operator",
  "scenarios/backend-log",
  "worlds",
  "store/postgres/restart",
  "hostile/texts",
];

/** Where a file stands among the longest; all others are after them. */
function rankOf({ moduleId }: TestSpecification): number {
  const rank = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return rank < 0 ? longest.length : rank;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    return others.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
