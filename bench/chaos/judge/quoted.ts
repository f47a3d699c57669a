import type { Evidence, Finding, Judged } from "./finding.ts";

/**
 * Notes in the record that say something else than the message of Slack that they were made of. A run that left the channel of
 * the message is not told any more what becomes of it, and Slack gives up on an event after three times.
 */
export const misquoted = (evidence: Evidence): readonly Finding[] =>
  evidence.runs.flatMap((judged) => notesOf(evidence, judged));

function notesOf({ sight, told }: Evidence, { run }: Judged): readonly Finding[] {
  return run.notes.flatMap(({ text, from, isWithdrawn, at }): readonly Finding[] => {
    if (from === undefined || isWithdrawn || from.channel !== run.place.channel) return [];
    const message = `${from.channel} ${from.ts}`;
    const says = sight.said.get(message);
    if (says === text || told.some((one) => one.about === message && !one.acked)) return [];
    const now = says === undefined ? "it was deleted" : `it says: ${says}`;
    const kept = `the record keeps "${text}" of the message ${from.ts}, but ${now}`;
    return [{ kind: "lost", says: kept, run: run.id, key: "note", at }];
  });
}
