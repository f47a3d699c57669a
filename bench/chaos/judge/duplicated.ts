import type { Entry } from "../ledger.ts";
import type { Evidence, Finding } from "./finding.ts";

/** Acts that are recorded more often than they were done, and messages and files that Slack shows more than once. */
export const duplicated = (
  { sight, ledger }: Evidence,
  leftOver: readonly Entry[],
): readonly Finding[] => [
  ...leftOver.map(recordedTwice),
  ...beyondTheFirst(ledger.events.filter(isLook), lookOf).map(recordedTwice),
  ...beyondTheFirst(sight.messages, ({ run, key }) => `${run} ${key}`).map(
    ({ run, key, ts }): Finding => ({
      kind: "duplicated",
      says: `the message is visible more than once, again at ${ts}`,
      run,
      key,
      at: Number(ts) * 1000,
    }),
  ),
  ...beyondTheFirst(sight.files, ({ run, name, content }) => `${run} ${name} ${content}`).map(
    ({ run, name, ts }): Finding => ({
      kind: "duplicated",
      says: `the same file is shared more than once, again at ${ts}`,
      run,
      key: name,
      at: Number(ts) * 1000,
    }),
  ),
];

const isLook = ({ event }: Entry): boolean => event.kind === "observed";

/** Each visit has one look that counts, however often it was begun. */
const lookOf = ({ run, event }: Entry): string =>
  `${run} ${event.kind === "observed" ? event.visit : ""}`;

const recordedTwice = ({ run, revision, event }: Entry): Finding => ({
  kind: "duplicated",
  says: `revision ${revision} records what nobody did, or did once only: ${JSON.stringify(event)}`,
  run,
  key: event.kind,
  at: event.at,
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
