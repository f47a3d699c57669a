import type { Evidence, Finding, Judged } from "./finding.ts";

/**
 * Notes in the record that say something else than the message of Slack that they were made of. A run that left the channel of
 * the message is not told any more what becomes of it.
 */
export const misquoted = (evidence: Evidence): readonly Finding[] =>
  evidence.runs.flatMap((judged) => notesOf(evidence, judged));

function notesOf({ sight }: Evidence, { run }: Judged): readonly Finding[] {
  return run.notes.flatMap(({ text, from, isWithdrawn, at }): readonly Finding[] => {
    if (from === undefined || isWithdrawn || from.channel !== run.place.channel) return [];
    const says = sight.said.get(`${from.channel} ${from.ts}`);
    if (says === text) return [];
    const now = says === undefined ? "it was deleted" : `it says: ${says}`;
    const kept = `the record keeps "${text}" of the message ${from.ts}, but ${now}`;
    return [{ kind: "lost", says: kept, run: run.id, key: "note", at }];
  });
}
