import { foldLog } from "../../../src/run/fold.ts";
import type { Run } from "../../../src/run/run.ts";
import { currentVisit } from "../../../src/run/visits.ts";
import type { Entry } from "../ledger.ts";
import type { Evidence, Finding } from "./finding.ts";

/** Acts that are recorded more often than they were done, and messages and files that Slack shows more than once. */
export const duplicated = (
  { sight, runs }: Evidence,
  leftOver: readonly Entry[],
): readonly Finding[] => [
  ...leftOver.map(recordedTwice),
  ...runs.flatMap(({ run }) => looksTwice(run)).map(recordedTwice),
  ...beyondTheFirst(sight.messages, ({ run, key }) => `${run} ${key}`).map(
    ({ run, key, ts }): Finding => ({
      kind: "duplicated",
      says: `the message is visible more than once, again at ${ts}`,
      run,
      key,
      at: Number(ts) * 1000,
    }),
  ),
  ...beyondTheFirst(sight.files, ({ run, name }) => `${run} ${name}`).map(
    ({ run, name, ts }): Finding => ({
      kind: "duplicated",
      says: `the file is shared more than once, again at ${ts}`,
      run,
      key: name,
      at: Number(ts) * 1000,
    }),
  ),
];

/** Each visit has one look that counts, however often it was begun, and further ones only while it is watched. */
function looksTwice({ id, log }: Run): readonly Entry[] {
  return log.flatMap((event, index): readonly Entry[] => {
    if (event.kind !== "observed") return [];
    const before = currentVisit(foldLog(log.slice(0, index)));
    const isDue = before.id === event.visit && (before.state === "looking" || before.watch);
    return isDue ? [] : [{ run: id, revision: index + 1, event, at: event.at }];
  });
}

const recordedTwice = ({ run, revision, event, at }: Entry): Finding => ({
  kind: "duplicated",
  says: `revision ${revision} records what nobody did, or did once only: ${JSON.stringify(event)}`,
  run,
  key: event.kind,
  at,
});

function beyondTheFirst<Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
): readonly Thing[] {
  const seen = new Set<string>();
  return things.filter((thing) => {
    const name = nameOf(thing);
    const isAgain = seen.has(name);
    seen.add(name);
    return isAgain;
  });
}
