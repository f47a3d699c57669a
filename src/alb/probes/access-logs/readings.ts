import type { Reading } from "#language";
import { formatBytes, formatUtc, formatWhole, percent, plural } from "../../../language/amounts.ts";
import { dollarsPerTerabyte } from "../../access-logs/athena-query.ts";
import { causeNames, type TestedFamily } from "../../gaps/causes.ts";
import { lengthSays } from "../../gaps/gap-test.ts";
import { sortByRace } from "../../gaps/histogram.ts";
import type { LogJudgement } from "../../gaps/log-verdict.ts";
import { windowsScanned } from "../../gaps/timeouts-scanned.ts";
import { formatSeconds } from "../../links/durations.ts";
import type { BalancerLogs } from "./balancer-logs.ts";

/** The numbers behind the verdict, each with its source. */
export function logsReadings(read: BalancerLogs, judgement: LogJudgement): readonly Reading[] {
  const best = sortByRace(judgement.families);
  return [
    failuresReading(read, judgement),
    ...(best === undefined ? [] : [gapReading(best, judgement.families.length)]),
    ...agreementReading(read),
    wholeReading(read),
    ...athenaReading(read),
    ...placeReadings(read),
    malformedReading(read),
  ];
}

function failuresReading({ reading }: BalancerLogs, { failures, causes }: LogJudgement): Reading {
  const [most] = causes;
  const largest = most === undefined ? "" : `, ${percent(most.share)} ${causeNames[most.cause]}`;
  return {
    label: "502s in the logs",
    value: `${formatWhole(failures)} of ${formatWhole(reading.answers.requests)}${largest}`,
    source: "access logs, elb_status_code and processing times",
  };
}

function gapReading({ group, result, before }: TestedFamily, families: number): Reading {
  const { timeout, hits, failures, expected } = result;
  const looked = failures < before ? ` of ${formatWhole(before)}` : "";
  return {
    label: `Idle time before the 502s of ${group}`,
    value:
      timeout === null
        ? `none in common (${formatWhole(failures)}${looked} looked at)`
        : `${lengthSays(timeout)} before ${formatWhole(hits)} of ${formatWhole(failures)}; chance gives ${formatWhole(expected)}`,
    threshold: "at most 0.1 % by chance, at least 5",
    source: `access logs, gap test over ${formatWhole(windowsScanned * families)} windows`,
  };
}

function agreementReading({ counted }: BalancerLogs): readonly Reading[] {
  const { failures502 = null, logged502 } = counted ?? {};
  if (failures502 === null || logged502 === undefined) return [];
  return [
    {
      label: "Agreement with CloudWatch",
      value: `logs ${formatWhole(logged502)}, CloudWatch ${formatWhole(failures502)} 502s`,
      threshold: "within 5 %",
      source: "HTTPCode_ELB_502_Count, without the newest five minutes",
    },
  ];
}

function wholeReading({ reading, source, from, to, wanted, all }: BalancerLogs): Reading {
  const { files, bytes, athena } = reading;
  const part = files < all.files ? ` of ${formatWhole(all.files)}` : "";
  const today = wanted.to * 1_000;
  const what = athena === undefined ? `${plural(files, "file")}${part}` : "all of the window";
  return {
    label: "Read",
    value: `${what}, ${formatBytes(bytes)}, ${formatUtc(from * 1_000, today)} to ${formatUtc(to * 1_000, today)}`,
    source,
  };
}

/** What it cost, with the source of the price. */
const athenaReading = ({ reading: { athena } }: BalancerLogs): readonly Reading[] =>
  athena === undefined
    ? []
    : [
        {
          label: "Cost of Athena",
          value: `about $${athena.dollars.toPrecision(2)} for ${plural(athena.queries.length, "statement")}`,
          source: `DataScannedInBytes, at $${dollarsPerTerabyte} per TB (Athena pricing, us-east-1)`,
        },
      ];

/** By target group and target, those with the most failures first. */
const placeReadings = ({ reading }: BalancerLogs): readonly Reading[] =>
  reading.answers.signatures
    .toSorted((one, other) => other.count - one.count)
    .slice(0, 12)
    .map(({ group, target, signature, count, seconds }) => ({
      label: `${group} ${target ?? "without a target"}`,
      value: `${formatWhole(count)} ${signature}, target time ${formatSeconds(Math.round(seconds.p50 * 1_000) / 1_000)} (median)`,
      source: "access logs, target:port and target_processing_time",
    }));

const malformedReading = ({ reading: { malformed, unread, athena } }: BalancerLogs): Reading => ({
  label: "Lines that are no access log lines",
  value:
    athena === undefined
      ? `${formatWhole(malformed.count)}${unread.length === 0 ? "" : `, and ${plural(unread.length, "file")} that could not be read to the end`}`
      : "not counted, because a table does not keep them",
  source: "access logs",
});
