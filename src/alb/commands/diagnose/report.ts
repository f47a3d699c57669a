import { type Evidence, numbersOf } from "#language";
import { type Cost, dollarsPerThousandMetrics } from "../../../aws/cost.ts";
import { searchDollars } from "../../../aws/logs/cost.ts";
import { type Cause, causeInWords, stateInWords } from "../../diagnosis/causes/rule-on-causes.ts";
import { isMissing } from "../../diagnosis/pattern/pattern-details.ts";
import { logsSaid } from "../../probes/access-logs/causes-by-logs.ts";
import { accessLogs } from "../../probes/access-logs/probe.ts";
import { backendLogs } from "../../probes/backend-logs/probe.ts";
import { changes as changesProbe } from "../../probes/changes/probe.ts";
import { unreadParts, withoutButtons } from "../../probes/frame-probe.ts";
import { pattern } from "../../probes/pattern/probe.ts";
import { remedyLines } from "../keepalive/report.ts";
import type { Combined, Looks } from "./verdict.ts";

export function diagnosisJson(
  name: string,
  combined: Combined,
  looks: Looks & { readonly cost: Cost },
) {
  const { verdict, strength, says, causes, links } = combined;
  const { pattern, changes, logs, timeouts, backend = null, measured = null, cost } = looks;
  const all = [pattern, changes, logs, backend, timeouts, measured];
  return {
    verdict,
    strength,
    says,
    impact: impactOf(pattern),
    causes: causes.map(ruling),
    links,
    queries: queriesOf(all),
    cost: { ...cost, usd: dollars(cost), ...athenaCost(logs), ...searchCost(backend) },
    loadBalancer: name,
    remedies: (timeouts?.remedies ?? []).map((remedy) => ({ ...remedy })),
    changes: numbersOf(changesProbe, changes).changes ?? null,
    logs: inShort(logs),
    backend: inShort(backend),
    measured: inShort(measured),
    unread: [...new Set(all.flatMap(unreadOf))],
  };
}

function athenaCost(logs: Evidence | null) {
  const athenaUsd = numbersOf(accessLogs, logs).read?.athenaDollars;
  return athenaUsd === undefined ? {} : { athenaUsd };
}

/** Without the words for people. */
const ruling = ({ cause, state, reason, value, threshold, source, ...one }: Cause) => ({
  ...{ cause, state, reason, value, threshold, source },
  ...(one.decidedBy === undefined ? {} : { decidedBy: one.decidedBy, canBeHad: one.canBeHad }),
});

/** Of a search of logs; absent where none was made. */
function searchCost(backend: Evidence | null) {
  const { bytes } = numbersOf(backendLogs, backend);
  return bytes === undefined ? {} : { backendUsd: searchDollars(bytes) };
}

/** What a look could not read: all of it, or questions beside those that were answered. */
function unreadOf(one: Evidence | null): readonly string[] {
  const parts = one === null ? [] : unreadParts(one);
  return one?.finding === null ? [one.says, ...parts] : parts;
}

const inShort = (one: Evidence | null) =>
  one === null ? null : { finding: one.finding, says: withoutButtons(one.says) };

/** The same for a person: the verdict first, then the table of causes, the links, what changed, and what it cost. */
export function diagnosisText(
  name: string,
  combined: Combined,
  looks: Looks & { readonly cost: Cost },
): readonly string[] {
  const { verdict, strength, says, causes } = combined;
  const { changes, logs, timeouts, backend = null, measured = null, cost } = looks;
  return [
    `${name}: ${verdict}${strength === null ? "" : ` (${strength})`}`,
    says,
    ...titled(...byMetrics(combined, looks)),
    ...titled("Causes", [...causes.filter(isNotOut).map(causeLine), outLine(causes)]),
    ...titled("Access logs", inLines(logs)),
    ...titled("The backend's log", inLines(backend)),
    ...titled("Timeouts", timeouts === null ? [howToCompare] : timeoutLines(timeouts)),
    ...titled("Measured", inLines(measured)),
    ...titled("What to change", remedyLines(timeouts?.remedies ?? [])),
    ...titled("What to do", nextSteps(looks).slice(0, 6)),
    ...titled("What changed", [changes.says, ...shortened(changes.details)]),
    "",
    `Asked ${cost.apiCalls} times; ${cost.metricsBilled} metrics billed by CloudWatch, about $${dollars(cost).toPrecision(1)}. --json shows every query.`,
  ];
}

/** The metrics' own words: why it is the verdict, or what they said before others knew more. */
function byMetrics({ verdict }: Combined, { pattern, logs }: Looks) {
  const said = logs && logsSaid({ ...logs, numbers: numbersOf(accessLogs, logs) });
  const isRead = said !== null && logs?.finding !== "too-few";
  const details = pattern.details.filter((detail) => !isRead || !isMissing(detail));
  return [pattern.finding === verdict ? "Why" : "By metrics alone", shortened(details)] as const;
}

const nextSteps = ({ pattern, logs, timeouts }: Looks) => [
  ...new Set([logs, pattern, timeouts].flatMap((one) => one?.next ?? [])),
];

const inLines = (one: Evidence | null) =>
  one === null ? [] : [withoutButtons(one.says), ...one.details.slice(0, 3)];

const timeoutLines = ({ says, drawing = [], details }: Evidence) => [
  says,
  ...drawing,
  ...details.slice(0, 3),
];

const mostDetails = 6;
const howToCompare =
  "Not compared. Name the servers behind it, such as --path nginx=75s/60s,node-20=5s, or give their configurations with --config.";

/** The most important details, and all that says what could not be read. */
const shortened = (details: readonly string[]) =>
  details.filter((detail, index) => index < mostDetails || detail.includes("was not read"));

const titled = (title: string, lines: readonly string[]) => {
  const said = lines.filter((line) => line !== "");
  return said.length === 0 ? [] : ["", title, ...said.map((line) => `  ${line}`)];
};

const isNotOut = ({ state }: Cause) => state !== "out";

const causeLine = ({ cause, state, reason, value, source, decidedBy }: Cause) =>
  `${stateInWords[state].padEnd(5)} ${causeInWords(cause)}: ${reason} (${source}: ${value})${decidedBy === undefined ? "" : `. To decide: ${decidedBy}`}`;

function outLine(causes: readonly Cause[]): string {
  const out = causes.filter(({ state }) => state === "out").map(({ cause }) => causeInWords(cause));
  return out.length === 0 ? "" : `Ruled out: ${out.join("; ")}.`;
}

function impactOf(seen: Evidence) {
  const numbers = numbersOf(pattern, seen);
  const { requests = null, failures502 = null, share = null, shape = null } = numbers;
  return {
    says: seen.says.split(". ", 1)[0] ?? seen.says,
    ...{ requests, failures502, share, shape },
    since: isoOf(numbers.since),
    last: isoOf(numbers.last),
    from: isoOf(numbers.windowStart),
    to: isoOf(numbers.windowEnd),
  };
}

const isoOf = (at: number | null | undefined) =>
  typeof at === "number" ? new Date(at).toISOString() : null;

const queriesOf = (all: readonly (Evidence | null)[]) => [
  ...new Set(all.flatMap((one) => one?.queries ?? [])),
];

const dollars = ({ metricsBilled }: Cost) => (metricsBilled / 1_000) * dollarsPerThousandMetrics;
