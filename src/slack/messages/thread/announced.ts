import type { Flow } from "#language";
import type { RunEvent } from "../../../run/event.ts";
import { visitOf } from "../../../run/past.ts";
import type { Run } from "../../../run/run.ts";
import { type Verdict, verdicts } from "./verdict.ts";

/** What the channel is told between a run's start and its close. */
export type Announcement =
  | { readonly kind: "verdict"; readonly at: number; readonly verdict: Verdict }
  | { readonly kind: "changed"; readonly at: number; readonly verdict: Verdict }
  /** A step that nobody touches; `event` is the index in the log. */
  | { readonly kind: "escalated"; readonly at: number; readonly event: number }
  /** A watch saw what proves the fix. */
  | { readonly kind: "proven"; readonly at: number; readonly event: number };

/** With the start, the close and the published summary that makes the five which a channel bears. */
const most = 2;

/**
 * The first two of: the first verdict, a changed verdict, a step that nobody touches, a proof that was watched for. What comes third
 * stays in the thread, where the card and the steps say it too.
 */
export function announced(flow: Flow, run: Run): readonly Announcement[] {
  const [first, ...later] = verdicts(flow, run);
  const changed = later.find(({ word }) => word !== first?.word);
  const event = run.log.findIndex(({ kind }) => kind === "escalated");
  const escalated = run.log[event];
  const proof = run.log.findIndex((one) => isProof(flow, run, one));
  const proven = run.log[proof];
  const all: readonly Announcement[] = [
    ...(escalated ? [{ kind: "escalated", at: escalated.at, event } as const] : []),
    ...(proven ? [{ kind: "proven", at: proven.at, event: proof } as const] : []),
    ...(first ? [{ kind: "verdict", at: first.at, verdict: first } as const] : []),
    ...(changed ? [{ kind: "changed", at: changed.at, verdict: changed } as const] : []),
  ];
  return all.toSorted((one, other) => one.at - other.at).slice(0, most);
}

function isProof(flow: Flow, run: Run, event: RunEvent): boolean {
  if (event.kind !== "observed" || !event.settles) return false;
  const step = visitOf(run, event.visit)?.step ?? "";
  return flow.steps[step]?.watch?.proof === event.evidence.finding;
}
