import type { Outcome } from "./chaos.ts";
import type { Finding } from "./judge/finding.ts";
import type { Options } from "./options.ts";

/** A short summary for people; with `verbose` the story of each finding and the bots' last complaints. */
export function summary(options: Options, outcome: Outcome): string {
  const { findings, surprises, words } = outcome;
  return [
    `Seed ${options.seed}, ${options.store}, ${options.replicas} bot${options.replicas === 1 ? "" : "s"}: ` +
      `${outcome.kills} kills, ${outcome.faults} faults, ${outcome.runs} runs, ${outcome.events} records, ` +
      `${outcome.messages} messages, ${outcome.acknowledged} acts acknowledged.`,
    ...(outcome.settled ? [] : ["Not everything came to rest within 5 minutes."]),
    ...(outcome.ends > 0 ? [`Bots ended by themselves ${outcome.ends} times.`] : []),
    ...(outcome.refusedToStop > 0 ? [`${outcome.refusedToStop} did not end on SIGTERM.`] : []),
    ...(findings.length === 0 ? ["Nothing was lost, nothing is there twice."] : []),
    ...(options.verbose ? [...findings.map(story), ...counted("Walkers", surprises)] : []),
    ...(options.verbose ? counted("Bots", words.flatMap(complaint)) : []),
  ].join("\n");
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

const story = ({ kind, says, run, key, at }: Finding): string =>
  [kind, at && new Date(at).toISOString(), run && `run ${run}`, key, says]
    .filter((part) => part !== undefined && part !== 0)
    .join(" · ");

/** Each different line once, with how often it was said. */
function counted(who: string, lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 40)
    .map(([line, count]) => `${who}, ${count} times: ${line}`);
}

/** What a line of a bot's log complains of; nothing for lines that do not. */
function complaint(line: string): readonly string[] {
  const { level, says, error, more } = parsed(line);
  if (level === "info") return [];
  const about = error ?? (more === undefined ? "" : JSON.stringify(more));
  const short = `${says ?? line} ${about}`.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
  return [short.slice(0, 300)];
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line.slice(line.indexOf(" ") + 1));
  } catch {
    return {};
  }
}
