import type { FindingOf } from "#language";
import { formatWhole, percent, plural } from "../../language/amounts.ts";
import type { accessLogs } from "../probes/access-logs/probe.ts";
import type { Burst, BurstShape } from "./bursts.ts";
import { causeNames, type LogCause } from "./causes.ts";
import { lengthSays } from "./gap-test.ts";
import { sortByRace } from "./histogram.ts";
import type { LogJudgement } from "./log-verdict.ts";

/** What access logs say of the 502s, as the runbook goes on from it. */
export type LogsFinding = Exclude<FindingOf<typeof accessLogs>, "logs-off" | "not-delivered">;

/** The finding with its first sentence, the same in a few words, and how far it carries. */
export interface LogsFindingSummary {
  readonly finding: LogsFinding;
  readonly strength?: "possible" | "likely" | "shown";
  readonly headline: string;
  readonly says: string;
}

/** The finding; `moves` are the moments (milliseconds since the epoch) at which the number of healthy targets changed. */
export function logsFinding(
  judgement: LogJudgement,
  requests: number,
  moves: readonly number[],
): LogsFindingSummary {
  const { verdict, strength, says, failures } = judgement;
  if (verdict === "keepalive-race" || verdict === "mixed") {
    return { finding: verdict, strength: "shown", headline: raceHeadline(judgement), says };
  }
  if (verdict === "none" || isTooFew(judgement)) {
    return { finding: "too-few", headline: "Too few 502s in the access logs to tell.", says };
  }
  const largest = judgement.causes[0]?.cause ?? "unexplained";
  if (deployCauses.has(largest) && comesWithMoves(judgement.bursts, moves)) {
    const of = `${formatWhole(failures)} of ${plural(requests, "request")} failed with 502`;
    const bursts = plural(judgement.bursts.bursts.length, "burst");
    return {
      finding: "deploy",
      strength: "likely",
      headline: "Access logs: the 502s come in bursts while targets come and go.",
      says: `${of}, ${percent(judgement.bursts.inBursts)} of them in ${bursts} while targets came and went, as deploys make them.`,
    };
  }
  const finding = verdict === "other-cause" ? causeFindings[largest] : "unclear";
  const headline =
    verdict !== "other-cause"
      ? "The access logs do not tell why requests failed."
      : `Access logs: ${percent(judgement.causes[0]?.share ?? 0)} of the 502s are ${causeNames[largest]}.`;
  // That the logs do not tell is no diagnosis.
  const carries = verdict === "unclear" ? null : strength;
  return { finding, headline, says, ...(carries === null ? {} : { strength: carries }) };
}

function raceHeadline({ verdict, families }: LogJudgement): string {
  const { hits = 0, failures = 1, timeout = null } = sortByRace(families)?.result ?? {};
  const idle = `hit a connection idle for ${lengthSays(timeout)}`;
  return verdict === "mixed"
    ? `Access logs show the race among other causes: failures ${idle}.`
    : `Access logs show the race: ${percent(hits / failures)} of the failures ${idle}.`;
}

/** No family has enough for the gap test, and no other cause is named. */
const isTooFew = ({ verdict, families }: LogJudgement) =>
  verdict === "unclear" &&
  families.length > 0 &&
  families.every(({ result }) => result.verdict === "too-few");

/** What a target that is replaced does to its requests. */
const deployCauses: ReadonlySet<LogCause> = new Set([
  "connect-refused",
  "no-connection",
  "killed",
  "unexplained",
]);

const causeFindings: { readonly [cause in LogCause]: LogsFinding } = {
  "keepalive-race": "keepalive-race",
  "target-error": "target-error",
  "connect-refused": "connect-refused",
  tls: "tls",
  "no-connection": "unclear",
  killed: "killed-mid-request",
  "bad-response": "bad-response",
  "failing-url": "bad-response",
  // The function is the target.
  "lambda-body": "target-error",
  lambda: "target-error",
  "no-target": "unclear",
  unexplained: "unclear",
};

/** This much of all failures has to come in bursts, and this much of those with a change of targets. */
const most = 0.6;
/** A target's requests fail until its deregistration delay is over, and health checks notice late. */
const before = 360_000;
const after = 120_000;

function comesWithMoves({ inBursts, bursts }: BurstShape, moves: readonly number[]): boolean {
  const total = sumOf(bursts);
  const withMoves = bursts.filter(({ from, to }) =>
    moves.some((at) => at >= from - before && at <= to + after),
  );
  return inBursts >= most && sumOf(withMoves) >= most * total;
}

const sumOf = (bursts: readonly Burst[]) => bursts.reduce((sum, { failures }) => sum + failures, 0);
