import type { Outcome } from "./chaos.ts";
import type { Finding } from "./judge/finding.ts";
import type { Options } from "./options.ts";
import { story } from "./story.ts";

/** A short summary for people; with `verbose` the story of each finding and what the bots complained of. */
export function summary(options: Options, outcome: Outcome): string {
  const { findings, restless, ends, refusedToStop } = outcome;
  return [
    counts(options, outcome),
    ...(restless.length > 0 ? [`After 5 minutes this still went on: ${restless.join("; ")}.`] : []),
    ...(ends > 0 ? [`Bots ended by themselves ${ends} times.`] : []),
    ...(refusedToStop > 0 ? [`${refusedToStop} did not end on SIGTERM.`] : []),
    ...(findings.length === 0 ? ["Nothing was lost, nothing is there twice."] : []),
    ...(options.verbose ? details(outcome) : []),
  ].join("\n");
}

function counts(
  { seed, store, replicas }: Options,
  { kills, faults, acknowledged, evidence }: Outcome,
): string {
  const { runs, ledger, sight } = evidence;
  return (
    `Seed ${seed}, ${store}, ${replicas} bot${replicas === 1 ? "" : "s"}: ` +
    `${kills} kills, ${faults} faults, ${runs.length} runs, ${ledger.events.length} records, ` +
    `${sight.messages.length} messages, ${acknowledged} acts acknowledged.`
  );
}

function details(outcome: Outcome): readonly string[] {
  const { findings, surprises, chronicle } = outcome;
  const complaints = chronicle.flatMap(({ says }) => complaint(says));
  return [
    ...findings.map((one) => story(one, outcome)),
    `Recorded: ${recorded(outcome)}.`,
    ...counted("Walkers", surprises),
    ...counted("Bots", complaints),
  ];
}

/** The last line: one JSON object. */
export function lastLine({ kills, acknowledged, findings }: Outcome): string {
  const count = (kind: Finding["kind"]) => findings.filter((one) => one.kind === kind).length;
  return JSON.stringify({
    kills,
    acknowledged,
    lost: count("lost"),
    duplicated: count("duplicated"),
    stuck: count("stuck"),
    outOfOrder: count("outOfOrder"),
  });
}

/** How often each kind of event is in the logs, so that it can be seen what was tried. */
function recorded({ evidence }: Outcome): string {
  const times = timesOf(evidence.ledger.events.map(({ event }) => event.kind));
  return times.map(([kind, count]) => `${kind} ${count}`).join(", ");
}

/** Each different line once, with how often it was said. */
function counted(who: string, lines: readonly string[]): readonly string[] {
  return timesOf(lines)
    .slice(0, 40)
    .map(([line, count]) => `${who}, ${count} times: ${line}`);
}

/** The most frequent first. */
function timesOf(lines: readonly string[]): readonly (readonly [string, number])[] {
  const times = new Map<string, number>();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].toSorted((a, b) => b[1] - a[1]);
}

/** What a line of a bot's log complains of; nothing for all other lines. */
function complaint(line: string): readonly string[] {
  const { level, says, error, more } = parsed(line);
  if (level !== "warn" && level !== "error") return [];
  const about = error ?? (more === undefined ? "" : JSON.stringify(more));
  const short = `${says} ${about}`.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
  return [short.slice(0, 300)];
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line.slice(line.indexOf("{")));
  } catch {
    return {};
  }
}
