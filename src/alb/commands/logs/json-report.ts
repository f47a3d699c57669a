import type { LogsReading } from "../../access-logs/read-logs.ts";
import { lostRaces, type TestedFamily } from "../../gaps/causes.ts";
import type { LogJudgement } from "../../gaps/log-verdict.ts";

/** The judgement as the JSON that docs/access-logs.md documents. */
export const logsJson = (reading: LogsReading, judgement: LogJudgement): string =>
  JSON.stringify(logsObject(reading, judgement), null, 2);

/** The same as an object. Moments are ISO 8601, durations seconds. */
function logsObject(reading: LogsReading, judgement: LogJudgement) {
  const { answers, malformed, files, bytes, unread, athena } = reading;
  const { verdict, strength, says, failures, causes, urls, bursts, agreement, next } = judgement;
  return {
    verdict,
    strength,
    says,
    window: { from: iso(answers.first), to: iso(answers.last) },
    requests: answers.requests,
    failures,
    statuses: answers.statuses,
    causes,
    gaps: judgement.families.map(gapObject),
    signatures: answers.signatures,
    bursts: {
      dispersion: bursts.dispersion,
      share: bursts.inBursts,
      bursts: bursts.bursts.map((one) => ({ ...one, from: iso(one.from), to: iso(one.to) })),
    },
    urls,
    agreement,
    read: { files, bytes, unread, malformed },
    ...(athena === undefined ? {} : { athena }),
    next,
  };
}

function gapObject(family: TestedFamily) {
  const { group, shape, before, result } = family;
  const { verdict, timeout, hits, failures, expected, chance, says } = result;
  return {
    group,
    shape,
    verdict,
    timeoutSeconds: timeout?.seconds ?? null,
    lagSeconds: timeout === null ? null : { least: timeout.least, most: timeout.most },
    hits,
    of: failures,
    expected,
    chance,
    failures: before,
    lostRaces: lostRaces(family),
    says,
  };
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
