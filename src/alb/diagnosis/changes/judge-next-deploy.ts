import type { FindingOf, Pending } from "#language";
import { formatUtc, formatWhole, percent, plural } from "../../../language/amounts.ts";
import type { nextDeploy } from "../../probes/next-deploy/probe.ts";
import type { Judgement } from "../judgement-shape.ts";
import type { Deploy } from "./deploys.ts";

/** The words of the probe alb.next-deploy. */
export type NextDeployFinding = FindingOf<typeof nextDeploy>;

/** Deploys before the first change and since the last one. Times in milliseconds since the epoch. */
export interface DeployObservation {
  readonly now: number;
  /** When each change was rolled out, oldest first. */
  readonly changes: readonly number[];
  /** Whether the number of healthy targets is known: without it no deploy can be seen. */
  readonly hostsKnown: boolean;
  readonly before: readonly Deploy[];
  readonly after: readonly Deploy[];
}

export interface DeployJudgement extends Omit<Judgement<NextDeployFinding>, "strength"> {
  /** The chance of so many clean deploys with nothing fixed; null where nothing can be compared. */
  readonly p: number | null;
  /** More clean deploys until "fixed"; null where nobody can tell. */
  readonly needed: number | null;
  /** What is missing; null where the finding is settled. */
  readonly pending: Pending | null;
}

/**
 * Says whether deploys still fail. A deploy is one trial, however many requests fail in it, because those are not independent.
 * One clean deploy shows little where only some failed before: "fixed" needs a chance of luck below 4 % (exact, hypergeometric),
 * shared out over the changes of the run.
 */
export function judgeNextDeploy(observation: DeployObservation): DeployJudgement {
  const { after, before } = observation;
  const counted = after.filter((deploy) => deploy.over && isTrial(deploy, before));
  const failed = counted.filter((deploy) => deploy.failed);
  const cannot = incomparable(observation);
  const readings = readingsOf(observation);
  if (cannot !== null) return { ...plain("not-comparable", cannot), readings, pending: null };
  if (failed.length > 0)
    return { ...plain("still-failing", stillSays(failed, observation)), readings, pending: null };
  if (counted.length === 0) {
    const pending = pendingOf(0, null);
    return { ...plain("waiting", waitingSays(observation)), readings, pending };
  }
  const level = 0.04 * 0.2 ** (observation.changes.length - 1);
  const p = chanceOfClean(before, counted.length);
  const needed = neededFor(before, counted.length, level);
  const finding = p <= level ? "fixed" : "clean";
  const says = `${plural(counted.length, "deploy")} since the change passed without more 502s than usual; before it ${beforeSays(observation)}.`;
  return {
    finding,
    says: `${says} ${verdict(finding, p, needed)}`,
    details: [],
    readings,
    p,
    needed,
    pending: finding === "fixed" ? null : pendingOf(counted.length, needed),
  };
}

/** When the next deploy comes, nobody can tell. */
const pendingOf = (clean: number, needed: number | null): Pending => ({
  says:
    needed === null
      ? "no deploy since the change yet"
      : `${formatWhole(clean)} of ${formatWhole(clean + needed)} clean deploys`,
  share: needed === null ? 0 : clean / (clean + needed),
  expectedAt: null,
});

const plain = (finding: NextDeployFinding, says: string) => ({
  finding,
  says,
  details: [],
  p: null,
  needed: null,
});

/** A deploy under far less traffic than those that failed proves nothing. */
function isTrial(deploy: Deploy, before: readonly Deploy[]): boolean {
  const failing = before.filter(({ failed }) => failed).map(({ requests }) => requests);
  const least = failing.toSorted((one, other) => one - other)[failing.length >> 1] ?? 0;
  return deploy.requests >= least / 2;
}

function incomparable({ changes, hostsKnown, before }: DeployObservation): string | null {
  if (changes.length === 0)
    return "No change is recorded in this run: mark it as rolled out first.";
  if (!hostsKnown) return "The number of healthy targets is not known, so no deploy can be seen.";
  return before.some(({ failed }) => failed)
    ? null
    : "No deploy of the day before the change failed in the metrics, so there is nothing to compare with. Watch the next deploys, and rely on the order of the timeouts.";
}

const stillSays = (failed: readonly Deploy[], { now }: DeployObservation) => {
  const [first] = failed;
  if (first === undefined) return "";
  return `Still failing: ${formatWhole(first.failures)} of ${plural(first.requests, "request")} failed with 502 in the deploy between ${formatUtc(first.from, now)} and ${formatUtc(first.to, now)}.`;
};

function waitingSays({ after, before, now }: DeployObservation): string {
  if (after.some(({ over }) => !over)) {
    return "A deploy is under way or has just ended. Look again six minutes after its last change of targets.";
  }
  const quiet = after.filter((deploy) => !isTrial(deploy, before));
  return quiet.length > 0
    ? `${plural(quiet.length, "deploy")} since the change had less than half the traffic of those that failed before, the last at ${formatUtc(quiet.at(-1)?.from ?? now, now)}: that shows nothing. Wait for one under usual traffic.`
    : "No targets have come or gone since the change. Look again after the next deploy.";
}

const verdict = (finding: NextDeployFinding, p: number, needed: number) =>
  finding === "fixed"
    ? `Fixed: the chance of that by luck is ${percent(p)}.`
    : `By luck that happens in ${percent(p)} of cases: ${plural(needed, "more clean deploy")} would prove it.`;

const beforeSays = ({ before }: DeployObservation) =>
  `${formatWhole(before.filter(({ failed }) => failed).length)} of ${plural(before.length, "deploy")} failed`;

/** The chance that `clean` deploys drawn from all of them have no failing one among them, had the change done nothing. */
function chanceOfClean(before: readonly Deploy[], clean: number): number {
  const failing = before.filter(({ failed }) => failed).length;
  const all = before.length + clean;
  let chance = 1;
  for (let drawn = 0; drawn < clean; drawn++) chance *= (all - failing - drawn) / (all - drawn);
  return chance;
}

function neededFor(before: readonly Deploy[], clean: number, level: number): number {
  let more = 0;
  while (chanceOfClean(before, clean + more) > level && more < 1_000) more += 1;
  return more;
}

function readingsOf({ before, after, now }: DeployObservation) {
  const source = "HTTPCode_ELB_502_Count, RequestCount, HealthyHostCount";
  const row = (which: string) => (deploy: Deploy) => ({
    label: `Deploy ${which} the change, ${formatUtc(deploy.from, now)} to ${formatUtc(deploy.to, now)}`,
    value: `${formatWhole(deploy.failures)} of ${plural(deploy.requests, "request")} failed${deploy.over ? "" : ", not over"}`,
    threshold: "more than at other times, with a chance below 5 %",
    source,
  });
  return [...before.slice(-4).map(row("before")), ...after.slice(-4).map(row("since"))];
}
