import { formatBytes, formatUtc, formatWhole, percent, plural } from "../../../language/amounts.ts";
import { causeNames } from "../../gaps/causes.ts";
import { countsAgree, type LogJudgement } from "../../gaps/log-verdict.ts";
import type { BalancerLogs } from "./balancer-logs.ts";

/** What to know besides the verdict, the most important first. */
export function logsDetails(read: BalancerLogs, judgement: LogJudgement): readonly string[] {
  return [
    ...sharesSay(judgement),
    ...gapsSay(judgement),
    ...coverage(read),
    ...tested(read),
    ...disagreement(read, judgement),
    ...urlsSay(judgement),
    ...burstsSay(read, judgement),
    ...unreadable(read),
    ...read.unread,
  ];
}

/** Mixed causes get their shares; a single one is in the first sentence. */
const sharesSay = ({ causes }: LogJudgement) =>
  causes.length < 2
    ? []
    : [
        `By cause: ${causes
          .slice(0, 5)
          .map(
            ({ cause, share, count }) =>
              `${percent(share)} ${causeNames[cause]} (${formatWhole(count)})`,
          )
          .join("; ")}.`,
      ];

/** What the gap test came to where it does not show the race, which the first sentence says: too few, none, or a reason to doubt it. */
const gapsSay = ({ families }: LogJudgement) =>
  families.flatMap(({ group, shape, result: { verdict, timeout, says } }) =>
    verdict === "shown" || (shape !== "race-shaped" && timeout === null)
      ? []
      : [`Gap test of target group ${group}: ${says}`],
  );

/** Which part of the window was read, where that is not all of it. */
function coverage({ reading, from, to, wanted, all }: BalancerLogs): readonly string[] {
  const today = wanted.to * 1_000;
  const begin = formatUtc(from * 1_000, today);
  if (reading.athena === undefined && reading.files < all.files) {
    return [
      `Only the newest ${formatBytes(reading.bytes)} of ${formatBytes(all.bytes)} were read, from ${begin} to ${formatUtc(to * 1_000, today)}: HANDRAIL_LOGS_MEGABYTES says how much one look may read.`,
    ];
  }
  return from - wanted.from < 600
    ? []
    : [
        `The logs begin at ${begin}; of the time before, back to ${formatUtc(wanted.from * 1_000, today)}, there are none.`,
      ];
}

/** Athena hands out the rows around the failures of as many pairs of node and target as can be fetched. */
function tested({ reading: { athena } }: BalancerLogs): readonly string[] {
  const share = athena?.testedShare ?? 1;
  return share === 1
    ? []
    : [
        `The gap test looked at ${percent(share)} of the pairs of node and target, chosen at random.`,
      ];
}

function disagreement({ counted }: BalancerLogs, { agreement }: LogJudgement): readonly string[] {
  const { failures502 = null, logged502 = 0 } = counted ?? {};
  if (agreement === null || failures502 === null || countsAgree(logged502, failures502)) return [];
  return [agreement];
}

const urlsSay = ({ urls }: LogJudgement) =>
  urls
    .slice(0, 3)
    .map(
      ({ url, failures, requests }) =>
        `${url} fails too often for chance: ${formatWhole(failures)} of ${plural(requests, "request")}.`,
    );

function burstsSay({ wanted }: BalancerLogs, { bursts }: LogJudgement): readonly string[] {
  const largest = bursts.bursts.toSorted((one, other) => other.failures - one.failures).slice(0, 3);
  if (largest.length === 0) return [];
  const said = largest.map(
    ({ from, failures }) => `${formatWhole(failures)} at ${formatUtc(from, wanted.to * 1_000)}`,
  );
  const share = percent(bursts.inBursts);
  if (bursts.bursts.length === 1)
    return [`${share} of them come in one burst of ${said.join("")}.`];
  return [
    `${share} of them come in ${plural(bursts.bursts.length, "burst")}, the largest: ${said.join(", ")}.`,
  ];
}

function unreadable({ reading: { malformed, unread } }: BalancerLogs): readonly string[] {
  const lines =
    malformed.count === 0
      ? []
      : [
          `${plural(malformed.count, "line")} could not be read as access log lines and were left out, such as: ${(malformed.examples[0] ?? "bytes that are no text").slice(0, 60)}`,
        ];
  return [...lines, ...unread.slice(0, 3).map((problem) => `Not read: ${problem}`)];
}
