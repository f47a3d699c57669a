import { formatUtc, formatWhole, percent, plural } from "../../../language/amounts.ts";
import { dollarsPerTerabyte, formatGigabytes } from "../../access-logs/athena-query.ts";
import type { AthenaUse, LogsReading } from "../../access-logs/read-logs.ts";
import { causeNames } from "../../gaps/causes.ts";
import type { SignatureCount } from "../../gaps/log-answers.ts";
import type { LogJudgement } from "../../gaps/log-verdict.ts";
import { formatSeconds } from "../../links/durations.ts";

/** The judgement as lines for a terminal: the verdict, the numbers behind it, what could not be read, what to do next. */
export function logsReport(reading: LogsReading, judgement: LogJudgement): readonly string[] {
  const { next, agreement } = judgement;
  return [
    judgement.says,
    ...block("Why requests failed with 502", causeLines(judgement)),
    ...block("Idle time before the 502s", gapLines(judgement)),
    ...block("Where", placeLines(reading.answers.signatures)),
    ...block("URLs that fail too often for chance", urlLines(judgement)),
    ...block("Bursts", burstLines(judgement)),
    ...block("What was read", readLines(reading, agreement)),
    ...block(
      "Next",
      next.map((step, index) => `${index + 1}. ${step}`),
    ),
  ];
}

/** Lines beyond these would hide the verdict on a small screen; --json has all. */
const mostLines = 8;

const block = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.slice(0, mostLines).map((line) => `  ${line}`)];

const causeLines = ({ causes }: LogJudgement) =>
  causes.map(
    ({ cause, count, share }) =>
      `${formatWhole(count).padStart(8)}  ${percent(share).padStart(6)}  ${causeNames[cause]}`,
  );

const gapLines = ({ families }: LogJudgement) =>
  families.flatMap(({ group, shape, result }) => {
    if (shape !== "race-shaped" && result.timeout === null) return [];
    const sure = result.timeout === null ? "" : ` ${chanceSays(result.chance)}`;
    return [`${group}: ${result.says}${sure}`];
  });

const chanceSays = (chance: number) =>
  `So clear a cluster comes by chance less than once in ${formatWhole(Math.min(1e9, 1 / Math.max(chance, 1e-9)))} cases.`;

/** By target group and target, those with most failures first. */
const placeLines = (signatures: readonly SignatureCount[]) =>
  signatures
    .toSorted((one, other) => other.count - one.count)
    .map(({ group, target, signature, count, seconds }) => {
      const took = signature === "cut-off" ? `, after ${formatSeconds(rounded(seconds.p50))}` : "";
      return `${formatWhole(count).padStart(8)}  ${signature}${took}  ${group} ${target ?? "no target"}`;
    });

const urlLines = ({ urls }: LogJudgement) =>
  urls.map(
    ({ url, failures, requests }) => `${formatWhole(failures)} of ${formatWhole(requests)}  ${url}`,
  );

const burstLines = ({ bursts }: LogJudgement) =>
  bursts.bursts.map(
    ({ from, to, failures }) =>
      `${formatUtc(from, 0)} to ${formatUtc(to)}: ${plural(failures, "failure")}`,
  );

function readLines(reading: LogsReading, agreement: string | null) {
  const { answers, files, malformed, unread, athena } = reading;
  const { first, last, requests } = answers;
  const span =
    first === null || last === null ? "" : `, ${formatUtc(first, 0)} to ${formatUtc(last, 0)}`;
  return [
    `${plural(requests, "request")} in ${athena?.table ?? plural(files, "file")}${span}.`,
    ...(athena === undefined ? [] : athenaLines(athena)),
    ...(malformed.count === 0
      ? []
      : [
          `${plural(malformed.count, "malformed line")} left out, such as: ${(malformed.examples[0] ?? "bytes that are no text").slice(0, 60)}`,
        ]),
    ...unread.slice(0, 3).map((problem) => `Not read: ${problem}`),
    ...(agreement === null ? [] : [agreement]),
  ];
}

/** What it cost comes with its source; and what the gap test did not see. */
const athenaLines = ({ queries, scannedBytes, dollars, testedShare, workgroup }: AthenaUse) => [
  `Athena read ${formatGigabytes(scannedBytes)} GB in ${plural(queries.length, "statement")} sent to the workgroup ${workgroup}, about $${dollars.toPrecision(2)} at $${dollarsPerTerabyte} per TB (Athena pricing).`,
  ...(testedShare === 1
    ? []
    : [
        `The gap test looked at ${percent(testedShare)} of the pairs of node and target, drawn by lot. A shorter --since lets it look at more.`,
      ]),
];

const rounded = (seconds: number) => Math.round(seconds * 10) / 10;
