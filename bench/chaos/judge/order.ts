import type { Evidence, Finding, Judged } from "./finding.ts";

/** Threads whose messages stand in another order than the run's rendering, and logs with gaps. */
export const outOfOrder = (evidence: Evidence): readonly Finding[] => [
  ...evidence.runs.flatMap((judged) => misplaced(evidence, judged)),
  ...gaps(evidence),
];

/**
 * A message is misplaced when one that should stand before it was posted after it. Announcements may come late: one that
 * fails holds up no step, which has the buttons.
 */
function misplaced({ sight }: Evidence, { run, wanted }: Judged): readonly Finding[] {
  const inThread = wanted.flatMap((one) =>
    one.kind === "post" && (one.where === "root" || one.where === "thread") ? [one.key] : [],
  );
  const posted = inThread.flatMap(
    (key) => sight.messages.find((one) => one.run === run.id && one.key === key) ?? [],
  );
  return posted.flatMap(({ key, ts }, index): readonly Finding[] => {
    const later = posted.slice(0, index).find((before) => Number(before.ts) > Number(ts));
    if (later === undefined) return [];
    const says = `it was posted at ${ts}, before ${later.key} at ${later.ts}`;
    return [{ kind: "outOfOrder", says, run: run.id, key, at: Number(ts) * 1000 }];
  });
}

function gaps({ ledger }: Evidence): readonly Finding[] {
  return ledger.runs.flatMap(({ id, revision }): readonly Finding[] => {
    const found = ledger.events.filter(({ run }) => run === id).map((entry) => entry.revision);
    const isWhole = found.length === revision && found.every((one, index) => one === index + 1);
    if (isWhole) return [];
    const says = `the run is at revision ${revision}, and its log has: ${found.join(" ")}`;
    return [{ kind: "outOfOrder", says, run: id, key: "log" }];
  });
}
