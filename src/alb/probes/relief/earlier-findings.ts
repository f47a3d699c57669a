import type { NumbersOf } from "#language";
import { newestEvidence, type VisitEvidence } from "../../../run/evidence-of.ts";
import type { FailingTarget, Situation } from "../../relief/situation.ts";
import { accessLogs } from "../access-logs/probe.ts";
import { changes } from "../changes/probe.ts";
import { weighWith } from "../weigh-evidence.ts";

/** What earlier looks of a run say of where its failures come from; only evidence that counts. */
export function readEarlierFindings(
  visits: readonly VisitEvidence[],
): Pick<Situation, "suspected" | "inferredSeconds" | "failing" | "made" | "changesFit"> {
  const logs = newestEvidence({ visits }, accessLogs)?.numbers ?? {};
  const { cause, changes: changesFit } = weighWith(visits);
  return {
    suspected: cause,
    // The lower end of what the gap test inferred.
    inferredSeconds: logs.gapHistogram?.timeout?.low ?? null,
    failing: failingIn(logs),
    made: newestEvidence({ visits }, changes)?.numbers.changes ?? null,
    changesFit,
  };
}

/** 502s by target over all of their shapes, the most first. */
function failingIn({ signatures = [] }: NumbersOf<typeof accessLogs>): readonly FailingTarget[] {
  const counts = new Map<string, FailingTarget>();
  for (const { group, target, count } of signatures) {
    if (target === null) continue;
    const before = counts.get(`${group} ${target}`)?.failures ?? 0;
    counts.set(`${group} ${target}`, { group, target, failures: before + count });
  }
  return [...counts.values()].toSorted((one, other) => other.failures - one.failures);
}
