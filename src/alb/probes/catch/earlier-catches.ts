import type { FactsFor, NumbersOf } from "#language";
import { looksOf, newestEvidence } from "../../../run/evidence-of.ts";
import type { Run } from "../../../run/run.ts";
import type { AfterChange } from "../../catching/observation.ts";
import type { Count } from "../../counts/poisson.ts";
import { accessLogs } from "../access-logs/probe.ts";
import { measure } from "../measure/probe.ts";
import { attemptNumber, saidComplete } from "../retest/earlier-retests.ts";
import { timeouts } from "../timeouts/probe.ts";
import { catchRace } from "./probe.ts";

/** What was caught before the change, with the aim that a later look has to repeat. */
export interface ControlCatch {
  readonly aimed: Count;
  readonly load: number | null;
  readonly idleSeconds: number;
  readonly burst: number;
}

/** The newest catch before the run's last change; null before any change, or where nothing was caught. */
export function controlCatch(run: Run): ControlCatch | null {
  const changedAt = run.changes.at(-1);
  if (changedAt === undefined) return null;
  const caught = catches(run).filter(
    ({ evidence, at }) => evidence.finding === "caught" && at < changedAt,
  );
  return caught.flatMap(({ evidence }) => controlIn(evidence.numbers)).at(-1) ?? null;
}

/** What a look after a change is held against; null before the first one. */
export function catchToCompare(run: Run, control: ControlCatch | null): AfterChange | null {
  const start = saidComplete(run)?.at;
  if (start === undefined) return null;
  const earlier = catches(run).flatMap(({ evidence: { numbers } }) =>
    numbers.start === start && numbers.aimed ? [countOf(numbers.aimed)] : [],
  );
  return {
    control,
    attempt: attemptNumber(run, start, catchRace),
    earlier: {
      requests: earlier.reduce((all, { requests }) => all + requests, 0),
      failures: earlier.reduce((all, { failures }) => all + failures, 0),
    },
  };
}

/**
 * Seconds after which the backend closes an idle connection: as answered here; by the target that closed first when its socket was
 * held; by the gap test of access logs; or by the link behind the load balancer. Null where none tells.
 */
export function backendIdleSeconds(
  { closes }: Pick<FactsFor<typeof catchRace>, "closes">,
  run: Run,
) {
  if (closes !== undefined && closes > 0) return closes;
  const logged = newestEvidence(run, accessLogs)?.numbers.gapHistogram?.timeout?.seconds;
  const compared = newestEvidence(run, timeouts)?.numbers.links?.[0]?.serverClosesSeconds;
  return newestEvidence(run, measure)?.numbers.closes?.seconds ?? logged ?? compared ?? null;
}

const catches = ({ visits }: Run) =>
  visits
    .filter(({ superseded }) => !superseded)
    .flatMap((visit) =>
      looksOf(visit, catchRace).map((evidence) => ({ evidence, at: visit.enteredAt })),
    );

function controlIn(numbers: NumbersOf<typeof catchRace>): readonly ControlCatch[] {
  const { aimed, load = null, idleSeconds, burst } = numbers;
  return aimed === undefined || idleSeconds === undefined || burst === undefined
    ? []
    : [{ aimed: countOf(aimed), load, idleSeconds, burst }];
}

const countOf = ({ k, n }: { readonly k: number; readonly n: number }): Count => ({
  failures: k,
  requests: n,
});
