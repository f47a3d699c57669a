import type { Flow, Json, ProbeName } from "#language";
import type { Checked, Happening } from "../../run/event.ts";
import { current } from "../../run/fold.ts";
import { checksOf } from "../../run/labels.ts";
import type { Run } from "../../run/run.ts";
import type { Claim, Clock, Probes, Store } from "../ports.ts";
import type { Recorder } from "../recorder.ts";
import { orShutdown } from "../shutdown.ts";

/** What a look at the follow-ups needs. */
export interface CheckingParts {
  readonly store: Pick<Store, "finish" | "facts">;
  readonly recorder: Pick<Recorder, "read" | "flowOf" | "append">;
  readonly probes: Probes;
  readonly clock: Clock;
  /** Aborts at shutdown. */
  readonly signal: AbortSignal;
}

const probe: ProbeName = "alb.follow-ups";

/** Reads in AWS which follow-ups of a run are done, and records what was read. */
export async function check(parts: CheckingParts, claim: Claim): Promise<void> {
  const run = await parts.recorder.read(claim.run);
  const flow = parts.recorder.flowOf(run);
  if (Object.keys(checksOf(flow, run.visits)).length === 0) return parts.store.finish(claim);
  const { signal } = parts;
  const seen = await orShutdown(
    parts.probes[probe]({
      run,
      visit: current(run).id,
      facts: (visit) => parts.store.facts(run.id, visit),
      now: parts.clock,
      report: () => {},
      // It only reads.
      leave: async () => {},
      signal,
    }),
    signal,
  );
  const happening: Happening = {
    kind: "checked",
    checks: itemsOf(flow, run, seen.numbers.checks, seen.says),
    queries: seen.queries,
  };
  await parts.recorder.append(claim.run, "handrail", () => happening, { done: claim });
}

/** What was read, by follow-up; what the probe did not answer could not be read, for the reason that it gives. */
function itemsOf(
  flow: Flow,
  run: Run,
  read: Json | undefined,
  otherwise: string,
): readonly Checked[] {
  const answers = Array.isArray(read) ? read.flatMap(answerIn) : [];
  return Object.entries(checksOf(flow, run.visits)).map(([item, wanted]) => {
    const answer = answers.find(({ check: name }) => name === wanted);
    return { item, holds: answer?.holds ?? null, says: answer?.says ?? otherwise };
  });
}

function answerIn(json: Json) {
  if (typeof json !== "object" || json === null || !("check" in json)) return [];
  const { check: name, holds, says } = json;
  const isAnswer = typeof holds === "boolean" || holds === null;
  return isAnswer && typeof says === "string" ? [{ check: name, holds, says }] : [];
}
