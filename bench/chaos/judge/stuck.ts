import type { Evidence, Finding, Judged } from "./finding.ts";
import { isCurrent, isShown, textOf } from "./rendering.ts";

/** Runs that wait for nobody, or for a person who cannot see it; and work that should have been done. */
export const stuck = (evidence: Evidence): readonly Finding[] => [
  ...undone(evidence),
  ...evidence.runs.flatMap((judged) => [...waitsForNobody(judged), ...unseen(evidence, judged)]),
];

function undone({ ledger, now }: Evidence): readonly Finding[] {
  return ledger.effects
    .filter(({ due, dead, leased }) => dead || leased || due <= now)
    .map(({ run, key, due, dead, error }) => ({
      kind: "stuck",
      says: `${dead ? "given up" : "due and not done"}: ${error || "no error is kept"}`,
      run,
      key,
      at: due,
    }));
}

/** A look that was given up waits for someone to press "Try again". */
function waitsForNobody({ run }: Judged): readonly Finding[] {
  const visit = run.visits.at(-1);
  if (run.ending || visit?.state !== "looking" || run.troubles.length > 0) return [];
  return [{ kind: "stuck", says: "the look never ended", run: run.id, key: `probe ${visit.id}` }];
}

function unseen({ sight }: Evidence, { run, wanted }: Judged): readonly Finding[] {
  return wanted
    .filter((message) => isCurrent(run, message) && !isShown(sight, run, message))
    .map(({ key }) => ({
      kind: "stuck",
      says: `the message does not show where the run stands; it shows: ${textOf(sight, run, key)}`,
      run: run.id,
      key,
    }));
}
