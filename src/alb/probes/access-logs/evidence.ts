import type { IdleAnswer } from "../../fields/field-builders.ts";
import { logsFinding } from "../../gaps/finding.ts";
import { gapHistogram, inferredTimeout, sortByRace } from "../../gaps/histogram.ts";
import type { LogAnswers } from "../../gaps/log-answers.ts";
import { judgeLogs, type LogJudgement } from "../../gaps/log-verdict.ts";
import { gapPicture } from "../../gaps/picture.ts";
import { formatSeconds } from "../../links/durations.ts";
import { measuredByLogs } from "../../links/idle-times.ts";
import type { LookResult } from "../define-probe.ts";
import type { BalancerLogs } from "./balancer-logs.ts";
import { logsDetails } from "./details.ts";
import type { accessLogs } from "./probe.ts";
import { logsReadings } from "./readings.ts";

/** Judges the logs; pure. */
export function logsEvidence(read: BalancerLogs): LookResult<typeof accessLogs> {
  const { answers, malformed } = read.reading;
  const judgement = judgeLogs(answers, read.counted, malformed, read.idleTimeoutSeconds ?? null);
  return {
    ...logsFinding(judgement, answers.requests, read.moves),
    details: logsDetails(read, judgement),
    next: judgement.next,
    readings: logsReadings(read, judgement),
    picture: gapPicture(gapHistogram(answers, judgement.families)),
    offers: offersOf(judgement),
    numbers: numbersOf(read, judgement),
    facts: {
      statuses: answers.statuses,
      signatures: answers.signatures,
      minutes: answers.minutes,
    },
  };
}

/** The timeout that the gap test shows, for a path that nobody can describe. */
function offersOf({ families }: LogJudgement): LookResult<typeof accessLogs>["offers"] {
  const best = sortByRace(families);
  const inferred = best && inferredTimeout(best);
  if (inferred == null) return null;
  const { seconds } = inferred;
  const closes = { how: "measured", seconds, where: measuredByLogs } satisfies IdleAnswer;
  return { says: formatSeconds(seconds), answers: { path: [{ kind: "unknown", closes }] } };
}

/** Small enough for the log of a run, and all that later probes, pictures and the postmortem take from it. */
function numbersOf(read: BalancerLogs, judgement: LogJudgement) {
  const { answers } = read.reading;
  const { families, bursts } = judgement;
  const best = sortByRace(families);
  const inferred = best === undefined ? null : inferredTimeout(best);
  return {
    requests: answers.requests,
    gapTests: families.map(({ result }) => result.verdict),
    gapNeeds: needsOf(families),
    gaveUp: answers.requests === 0 ? null : withStatus(answers, 460),
    longestIdle: read.idleTimeoutSeconds ?? null,
    failures: judgement.failures,
    causes: judgement.causes,
    own5xx: own5xxOf(answers),
    gapHistogram: gapHistogram(answers, families),
    inferredTimeout: best && inferred ? { ...inferred, group: best.group } : null,
    bursts: { share: bursts.inBursts, bursts: bursts.bursts.slice(-20) },
    urls: judgement.urls.slice(0, 10),
    signatures: shapesByTarget(answers),
    counted: read.counted?.failures502 ?? null,
    logged: read.counted?.logged502 ?? null,
    unread: [...read.unread, ...read.reading.unread],
    read: whatWasRead(read),
  };
}

/** The largest share that a weak test would need; null where one of them would show nothing, or none is weak. */
function needsOf(families: LogJudgement["families"]): number | null {
  const needs = families.flatMap(({ result: { needed } }) => (needed === undefined ? [] : needed));
  const known = needs.filter((one) => one !== null);
  return known.length === 0 || known.length < needs.length ? null : Math.max(...known);
}

const withStatus = ({ statuses }: LogAnswers, wanted: number) =>
  statuses.filter(({ status }) => status === wanted).reduce((sum, { count }) => sum + count, 0);

function own5xxOf({ statuses }: LogAnswers) {
  const own = statuses.filter(({ targetStatus }) => (targetStatus ?? 0) >= 500);
  const count = (some: typeof own) => some.reduce((sum, one) => sum + one.count, 0);
  return {
    all: count(own),
    gateway: count(own.filter(({ targetStatus }) => targetStatus === 502)),
  };
}

/** Which targets fail how; what is left of many of them stands for "others". */
function shapesByTarget({ signatures }: LogAnswers) {
  const all = signatures.toSorted((one, other) => other.count - one.count);
  const rest = all.slice(mostShapes).reduce((sum, { count }) => sum + count, 0);
  const first = all
    .slice(0, mostShapes)
    .map(({ group, target, signature, count }) => ({ group, target, signature, count }));
  const others = { group: "others", target: "others", signature: "other", count: rest };
  return rest === 0 ? first : [...first, others];
}

const mostShapes = 40;

function whatWasRead({ reading, from, to, all }: BalancerLogs) {
  const { files, bytes, malformed, athena } = reading;
  const asked = athena && { athenaDollars: athena.dollars, testedShare: athena.testedShare };
  return {
    ...{ files, bytes, from, to, malformed: malformed.count },
    ...{ ofFiles: all.files, ofBytes: all.bytes },
    ...asked,
  };
}
