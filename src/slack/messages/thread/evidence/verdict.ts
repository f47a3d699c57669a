import type { Evidence, Flow, Strength } from "#language";
import type { RunEvent } from "../../../../run/event.ts";
import { flowAt } from "../../../../run/flow-at.ts";
import { choiceLabel } from "../../../../run/labels.ts";
import { visitOf } from "../../../../run/log-lookup.ts";
import type { Run } from "../../../../run/run.ts";
import { recommendedChoice } from "../../../../run/slices/choices.ts";
import { escapeLine, mention, plainLine, shortLine } from "../../blocks/escape.ts";
import { cutText } from "../../blocks/limits.ts";

/** A moment at which the answer to "what is it?" was given or changed. */
export interface VerdictChange {
  /** The word that is compared: a finding, or the choice that a person put in its place. */
  readonly word: string;
  readonly strength?: Strength;
  readonly at: number;
  /** In mrkdwn, escaped. */
  readonly says: string;
}

// A reason that is to be read at a glance.
const mostOfReason = 600;

type Seen = Pick<Evidence, "headline" | "says" | "strength" | "carries">;

/** What a look came to and how far that carries, in mrkdwn; the step's own message has the rest. */
export const headlineWithStrength = (evidence: Seen): string => {
  const says = `*${headlineIn(evidence)}*`;
  const strength = strengthSays(evidence);
  return strength ? `${says}\n${strength}` : says;
};

const headlineIn = (evidence: Seen): string =>
  escapeLine(headlineOf(evidence)).replaceAll("*", "∗") || "–";

/** What each diagnosis said and what people put in its place, oldest first. */
export const verdicts = (flow: Flow, run: Run): readonly VerdictChange[] =>
  run.log.flatMap((event) => {
    if (event.kind === "observed" && isDiagnosis(event.evidence)) return [seen(event)];
    return event.kind === "chosen" ? decided(flow, run, event) : [];
  });

/** What is known so far, in a few lines: the problem, and what the newest look at something else said of it. Only evidence that counts. */
export function verdictSoFar(run: Run): string | undefined {
  const { problem, newest } = knownOf(run);
  if (newest === undefined) return undefined;
  return problem === newest
    ? headlineWithStrength(newest)
    : `${headlineIn(problem ?? newest)}\n${headlineWithStrength(newest)}`;
}

/** The same in one line, in mrkdwn. */
export function seenSoFar(run: Run): string | undefined {
  const { problem, newest } = knownOf(run);
  const seen = problem === newest ? [problem] : [problem, newest];
  const said = seen.flatMap((one) => (one === undefined ? [] : [headlineIn(one)]));
  return said.length === 0 ? undefined : said.join(" ");
}

/** The newest look at the problem and the newest at all, which are one where they asked the same. */
function knownOf({ visits }: Run) {
  const counting = visits.flatMap(({ superseded, evidence }) =>
    !superseded && evidence?.finding ? [evidence] : [],
  );
  const newest = counting.at(-1);
  const problem = counting.findLast(({ role }) => role === "diagnosis");
  return { newest, problem: problem?.probe === newest?.probe ? newest : (problem ?? newest) };
}

type Observed = RunEvent & { readonly kind: "observed" };
type Chosen = RunEvent & { readonly kind: "chosen" };

const isDiagnosis = ({
  role,
  finding,
  strength,
}: Pick<Evidence, "role" | "finding" | "strength">): boolean =>
  role === "diagnosis" && finding !== null && strength !== undefined;

const seen = ({ at, evidence }: Observed): VerdictChange => ({
  word: evidence.finding ?? "",
  ...(evidence.strength && { strength: evidence.strength }),
  at,
  says: headlineWithStrength(evidence),
});

function decided(flow: Flow, run: Run, event: Chosen): readonly VerdictChange[] {
  const visit = visitOf(run, event.visit);
  if (!visit?.evidence || !isDiagnosis(visit.evidence)) return [];
  if (recommendedChoice(flow, visit) === event.choice || event.reason === null) return [];
  const told = flowAt(flow, run, run.log.indexOf(event));
  const label = choiceLabel(told, visit.step, event.choice);
  const reason = shortLine(event.reason, mostOfReason);
  const says = `${mention(event.by)} decided otherwise: *${escapeLine(label)}*.\nReason: ${reason}`;
  return [{ word: event.choice, at: event.at, says }];
}

// A line or two on a phone.
const mostOfHeadline = 200;

/** What a look came to in one short sentence; plain text. */
export const headlineOf = ({ headline, says }: Pick<Evidence, "headline" | "says">): string =>
  cutText(plainLine(headline ?? firstSentence(says)).trim(), mostOfHeadline);

/** Up to the first full stop that ends a sentence. */
export const firstSentence = (says: string): string =>
  says.trim().split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}])/u)[0] ?? "";

/** "_Possible_: the metrics fit, nothing proves it."; undefined where the evidence is no diagnosis. */
export const strengthSays = ({
  strength,
  carries,
}: Pick<Evidence, "strength" | "carries">): string | undefined =>
  strength &&
  (carries === undefined ? `_${names[strength]}_.` : `_${names[strength]}_: ${carries}.`);

const names = { possible: "Possible", likely: "Likely", shown: "Shown" } as const;

/** With a full stop, unless it ends with a sign of its own: "Slow, or not reached?" */
export const withFullStop = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
