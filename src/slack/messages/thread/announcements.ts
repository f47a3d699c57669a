import type { Flow } from "#language";
import type { RunEvent } from "../../../run/event.ts";
import { visitOf } from "../../../run/log-lookup.ts";
import type { Run } from "../../../run/run.ts";
import { type Verdict, verdicts } from "./evidence/verdict.ts";

/** What the channel is told between a run's start and its close. */
export type Announcement =
  /** The first verdict, one that differs, and the same once it is shown. */
  | {
      readonly kind: "verdict" | "changed" | "surer";
      readonly at: number;
      readonly verdict: Verdict;
    }
  /**
   * A step that nobody touches, what proves the fix, and what shows that it still fails; `event` is the index in the log.
   */
  | {
      readonly kind: "escalated" | "proven" | "failing";
      readonly at: number;
      readonly event: number;
    };

/** With the start, the close and the published summary that makes the five which a channel bears while nothing changes. */
const most = 2;

/**
 * What makes the channel's newest line the newest truth: the first two of the first verdict, a step that nobody touches and a proof
 * that was watched for, and whatever changes what was said. The rest stays in the thread.
 */
export function announced(flow: Flow, run: Run): readonly Announcement[] {
  const event = run.log.findIndex(({ kind }) => kind === "escalated");
  const escalated = run.log[event];
  const all: readonly Announcement[] = [
    ...(escalated ? [{ kind: "escalated", at: escalated.at, event } as const] : []),
    ...ofOutcomes(flow, run),
    ...ofVerdicts(verdicts(flow, run)),
  ];
  const told: Announcement[] = [];
  for (const one of all.toSorted(byTime))
    if (told.length < most || changes(one, told)) told.push(one);
  return told;
}

/** Whether the channel would be left with what is no longer so: a proof only takes back that it still fails. */
function changes({ kind }: Announcement, told: readonly Announcement[]): boolean {
  if (kind === "escalated") return false;
  return kind !== "proven" || told.some(({ kind }) => kind === "failing");
}

const byTime = (one: Announcement, other: Announcement): number => one.at - other.at;

type OfVerdict = Extract<Announcement, { readonly verdict: Verdict }>;
type OfOutcome = {
  readonly kind: "proven" | "failing";
  readonly at: number;
  readonly event: number;
};

/** Each verdict that says more than the one that was told before it. */
function ofVerdicts(all: readonly Verdict[]): readonly OfVerdict[] {
  const told: OfVerdict[] = [];
  for (const verdict of all) {
    const last = told.at(-1)?.verdict;
    const kind = last === undefined ? "verdict" : differs(last, verdict);
    if (kind) told.push({ kind, at: verdict.at, verdict });
  }
  return told;
}

function differs(last: Verdict, { word, strength }: Verdict): "changed" | "surer" | undefined {
  if (word !== last.word) return "changed";
  return strength === "shown" && last.strength !== "shown" ? "surer" : undefined;
}

/** A proof that was watched for, any sight of what still fails, and any proof after that; each once, until the other comes. */
function ofOutcomes(flow: Flow, run: Run): readonly OfOutcome[] {
  const told: OfOutcome[] = [];
  for (const [index, event] of run.log.entries()) {
    const kind = outcome(flow, run, event, told.length > 0);
    if (kind && kind !== told.at(-1)?.kind) told.push({ kind, at: event.at, event: index });
  }
  return told;
}

function outcome(
  flow: Flow,
  run: Run,
  event: RunEvent,
  isAfter: boolean,
): OfOutcome["kind"] | null {
  if (event.kind !== "observed") return null;
  const watch = flow.steps[visitOf(run, event.visit)?.step ?? ""]?.watch;
  const { finding } = event.evidence;
  if (watch === undefined || finding === null) return null;
  if (finding === watch.proof) return event.settles || isAfter ? "proven" : null;
  return watch.until.includes(finding) ? "failing" : null;
}
