import type { Evidence, Flow } from "#language";
import { recommended } from "../../../run/decide.ts";
import type { RunEvent } from "../../../run/event.ts";
import { visitOf } from "../../../run/past.ts";
import type { Run } from "../../../run/run.ts";
import { escapeLine, mention } from "../blocks/escape.ts";
import { cut } from "../blocks/limits.ts";
import { headlineOf } from "./headline.ts";
import { strengthSays } from "./strength.ts";

/** A moment at which the answer to "what is it?" was given or changed. */
export interface Verdict {
  /** The word that is compared: a finding, or the choice that a person put in its place. */
  readonly word: string;
  readonly at: number;
  /** In mrkdwn, escaped. */
  readonly says: string;
}

// A reason that is to be read at a glance.
const mostCharacters = 600;

type Seen = Pick<Evidence, "probe" | "headline" | "says" | "strength">;

/** What a look came to and how far that carries, in mrkdwn; the step's own message has the rest. */
export const verdictOf = (evidence: Seen): string => {
  const says = `*${headlineIn(evidence)}*`;
  const strength = strengthSays(evidence);
  return strength ? `${says}\n${strength}` : says;
};

const headlineIn = (evidence: Seen): string =>
  escapeLine(headlineOf(evidence)).replaceAll("*", "∗") || "–";

/**
 * What each look at the pattern and at the access logs said and what people put in its place, oldest first. Only evidence
 * with a strength is a diagnosis; a later probe that measures something else is not a change of it.
 */
export function verdicts(flow: Flow, run: Run): readonly Verdict[] {
  const first = diagnosing(run);
  return run.log.flatMap((event) => {
    if (event.kind === "observed" && names(event.evidence, first)) return [seen(event)];
    if (event.kind === "chosen") return decided(flow, run, event, first);
    return [];
  });
}

/**
 * What is known so far, in a few lines: the problem, and what the newest look at something else said of it. Only evidence
 * that counts.
 */
export function verdictSoFar(run: Run): string | undefined {
  const counting = run.visits.flatMap(({ superseded, evidence }) =>
    !superseded && evidence?.finding ? [evidence] : [],
  );
  const newest = counting.at(-1);
  const first = diagnosing(run);
  const problem = counting.findLast((one) => one.probe === first || names(one, first));
  if (newest === undefined || problem === undefined || problem.probe === newest.probe)
    return newest && verdictOf(newest);
  return `${headlineIn(problem)}\n${verdictOf(newest)}`;
}

/** The probe that first told what the problem is. */
function diagnosing(run: Run): string | undefined {
  const first = run.log.find((event) => event.kind === "observed" && isDiagnosis(event.evidence));
  return first?.kind === "observed" ? first.evidence.probe : undefined;
}

type Observed = RunEvent & { readonly kind: "observed" };
type Chosen = RunEvent & { readonly kind: "chosen" };
type Naming = Pick<Evidence, "probe" | "finding" | "strength">;

const isDiagnosis = ({ finding, strength }: Naming): boolean =>
  finding !== null && strength !== undefined;

/** Whether evidence answers the question that the first diagnosis answered: it is of the same probe, or both tell causes. */
const names = (evidence: Naming, first: string | undefined): boolean =>
  isDiagnosis(evidence) &&
  (evidence.probe === first || (tellsCauses(evidence.probe) && tellsCauses(first)));

/** Their findings are the same words for the same causes, and the access logs know better than the metrics. */
const tellsCauses = (probe = ""): boolean => /^alb\.(pattern|logs)@/.test(probe);

const seen = ({ at, evidence }: Observed): Verdict => ({
  word: evidence.finding ?? "",
  at,
  says: verdictOf(evidence),
});

function decided(
  flow: Flow,
  run: Run,
  event: Chosen,
  first: string | undefined,
): readonly Verdict[] {
  const visit = visitOf(run, event.visit);
  if (!visit?.evidence || !names(visit.evidence, first)) return [];
  if (recommended(flow, visit) === event.choice || event.reason === null) return [];
  const label = flow.steps[visit.step]?.choices[event.choice]?.label ?? event.choice;
  const reason = cut(escapeLine(event.reason), mostCharacters);
  const says = `${mention(event.by)} decided otherwise: *${escapeLine(label)}*.\nReason: ${reason}`;
  return [{ word: event.choice, at: event.at, says }];
}
