import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest begins first, so that all workers end together; a fresh machine knows no times of an earlier run. */
const longest = [
  "walk",
  "main",
  "package/pack",
  "types",
  "store/postgres",
  "alb/probes/catch/catch",
  "doctor/process",
  "alb/commands/diagnose",
  "engine/damage/wrong-columns-sqlite",
  "scenarios/walks",
  "cli/odd-files",
  "alb/access-logs/race",
  "alb/commands/logs",
  "installing/from-alert",
  "hostile/texts",
  "alb/commands/measure",
  "alb/probes/retest/probe",
  "alb/probes/access-logs-athena",
  "alb/commands/diagnose/backend",
  "wire/aws/aws",
  "alb/configurations/hostile",
  "alb/access-logs/rhythms",
  "lab/alb/race",
  "installing/commands",
  "store/sqlite",
  "alb/diagnosis/generated/generated",
  "notation/mistakes",
  "alb/retest-simulation",
  "alb/probes/retest/clock",
  "threads/stalls",
  "lab/workspace/http/faults",
  "store/postgres/restart",
  "alb/commands/keepalive",
  "slack/messages/forms/queries-modal",
  "scenarios/backend-log",
  "slack/requests/app-home",
  "deploy/roles",
  "http-proxy",
  "operator",
  "worlds",
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
