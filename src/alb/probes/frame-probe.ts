import {
  aText,
  describeProbe,
  type Evidence,
  type Json,
  listOf,
  type Reading,
  readEach,
} from "#language";
import { type Account, recordingQuestions, sourceOf } from "../../aws/account.ts";
import { failureSentence } from "../../aws/aws-problem.ts";
import { type Cost, costReadings } from "../../aws/cost.ts";
import { lookInTime } from "../../engine/look-in-time.ts";
import type { Probe, ProbeContext } from "../../engine/ports.ts";
import type { LoadBalancerRef } from "../fields/field-builders.ts";
import { type AlbProbe, type LookResult, type Means, unreadResult } from "./define-probe.ts";
import { weighAgainstEarlier } from "./weigh-evidence.ts";
import { withHelp } from "./with-help.ts";

/** A probe of this pack with the module that looks. */
export interface Looking extends AlbProbe {
  readonly load: () => Promise<{ readonly look: (given: never) => unknown }>;
}

/** The probe with all that every look is given. It never rejects: whatever goes wrong is evidence without a finding. */
export function frameProbe({ load, ...probe }: Looking, means: Means): Probe {
  const seconds = (means.options.deadlineSeconds ?? 60) + (probe.moreSeconds ?? 0);
  const look = (context: ProbeContext) => looking({ ...probe, load }, means, context);
  return { ...probe, look: lookInTime(probe, look, seconds, failureSentence) };
}

async function looking(probe: Looking, means: Means, context: ProbeContext): Promise<Evidence> {
  const { run } = context;
  const unrecorded = means.accountFor(run.facts.loadBalancer as LoadBalancerRef);
  const { account, queries, cost } = recordingQuestions(unrecorded);
  // A flow is held to the kinds of the facts that its probes read.
  const given = { ...context, ...means, account, unrecorded, facts: run.facts };
  const seen = await seenBy(probe, given as never);
  const evidence = recordedWith(probe, seen, { account, queries, cost: cost() });
  const weighed = probe.weighs ? weighAgainstEarlier(probe.weighs, evidence, run.visits) : evidence;
  const helped = probe.helps ? withHelp(weighed, run) : weighed;
  return { ...helped, ...notTold(helped) };
}

async function seenBy({ load }: Looking, given: never): Promise<LookResult<AlbProbe>> {
  try {
    const { look } = await load();
    return (await look(given)) as LookResult<AlbProbe>;
  } catch (error) {
    return unreadResult(failureSentence(error));
  }
}

interface Recorded {
  readonly account: Account;
  readonly queries: readonly string[];
  readonly cost: Cost;
}

/** With who saw it and where, what was asked, and what that cost. */
function recordedWith(
  probe: AlbProbe,
  { numbers, facts = {}, queries = [], ...seen }: LookResult<AlbProbe>,
  { account, queries: asked, cost }: Recorded,
): Evidence {
  return {
    ...describeProbe(probe, seen.strength ?? undefined),
    ...whatIsThere(seen),
    readings: [...seen.readings, placeReading(account), ...costReadings(cost)],
    // What is kept is what JSON can hold; interfaces do not say that of themselves.
    numbers: { ...numbers, cost } as Evidence["numbers"],
    queries: [...asked, ...queries],
    facts: facts as Json,
  };
}

/** Only a finding may be null. */
const whatIsThere = (seen: Omit<LookResult<AlbProbe>, "numbers" | "facts" | "queries">) =>
  Object.fromEntries(
    Object.entries(seen).filter(([name, part]) => (part ?? null) !== null || name === "finding"),
  ) as Pick<Evidence, "finding" | "says" | "details" | "readings">;

const placeReading = (account: Account): Reading => ({
  label: "Account and region",
  value: sourceOf(account),
  source: "the settings",
  aside: true,
});

/** What a look could not read or tell, for the record: its own list, what it names as unread, and a finding that is no answer. */
function notTold(evidence: Evidence): { readonly unknowns?: readonly string[] } {
  const { finding, says, unknowns = [] } = evidence;
  const whole = finding !== null && noAnswers.has(finding) ? [withoutButtons(says)] : [];
  const all = [...new Set([...whole, ...unknowns, ...unreadParts(evidence)])].filter(
    (one) => one !== "",
  );
  return all.length === 0 ? {} : { unknowns: all.slice(0, most) };
}

/** Questions beside the one that was answered, which a probe of any kind lists as unread. */
export const unreadParts = ({ numbers }: Evidence): readonly string[] =>
  readEach({ unread: listOf(aText) }, numbers).unread ?? [];

/** Findings of any probe that leave its question open. */
const noAnswers: ReadonlySet<string> = new Set([
  ...["unknown", "unclear", "unreachable", "too-few", "over-cap"],
  ...["logs-off", "not-delivered", "not-comparable", "no-control"],
]);

const most = 8;

/** A record has no buttons. */
export const withoutButtons = (says: string): string =>
  says.replaceAll(/ ?Press “[^“”]*”[^.“]*\./g, "");
