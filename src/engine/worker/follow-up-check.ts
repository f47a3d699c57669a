import type { Checks, Evidence } from "#language";
import type { Happening } from "../../run/event.ts";
import { checksOf } from "../../run/labels.ts";
import type { Run } from "../../run/run.ts";
import type { CheckedFollowUp } from "../../run/slices/follow-ups.ts";
import { currentVisit } from "../../run/visits.ts";
import type { Claim, Clock, Probes, Store } from "../ports.ts";
import type { Recorder } from "../recorder.ts";
import { waitOrShutdown } from "./stop-look.ts";

/** What a look at the follow-ups needs. */
export interface CheckingParts {
  readonly store: Pick<Store, "finish" | "facts">;
  readonly recorder: Pick<Recorder, "read" | "flowOf" | "append">;
  readonly probes: Probes;
  readonly clock: Clock;
  /** Aborts at shutdown. */
  readonly signal: AbortSignal;
}

/** Has the probes look which follow-ups of a run are done, and records what was seen. */
export async function checkOpenFollowUps(parts: CheckingParts, claim: Claim): Promise<void> {
  const run = await parts.recorder.read(claim.run);
  const asked = checksOf(parts.recorder.flowOf(run), run.visits);
  if (asked.length === 0) return parts.store.finish(claim);
  const seen = await Promise.all(
    asked.map(async (checks) => ({ checks, evidence: await look(parts, run, checks) })),
  );
  const happening: Happening = {
    kind: "checked",
    checks: seen.flatMap(({ checks, evidence }) => itemsOf(checks, evidence)),
    queries: seen.flatMap(({ evidence: { queries } }) => queries),
  };
  await parts.recorder.append(claim.run, "handrail", () => happening, { done: claim });
}

async function look(parts: CheckingParts, run: Run, { probe }: Checks): Promise<Seen> {
  const { probes, store, clock, signal } = parts;
  const asked = probes.get(probe)?.look({
    run,
    visit: currentVisit(run).id,
    facts: (visit) => store.facts(run.id, visit),
    now: clock,
    report: () => {},
    // It only reads.
    leave: async () => {},
    signal,
  });
  if (asked === undefined) return { says: `There is no probe ${probe} any more.`, queries: [] };
  return waitOrShutdown(asked, signal);
}

type Seen = Pick<Evidence, "checks" | "says" | "queries">;

/** What was seen, by follow-up; what the probe did not answer could not be read, for the reason that it gives. */
const itemsOf = ({ items }: Checks, { checks = [], says }: Seen): readonly CheckedFollowUp[] =>
  Object.entries(items).map(([item, wanted]) => {
    const seen = checks.find(({ check: name }) => name === wanted);
    return { item, holds: seen?.holds ?? null, says: seen?.says ?? says };
  });
