import { formatWhole, percent, plural } from "../../language/amounts.ts";
import { type BurstShape, burstShape } from "./bursts.ts";
import {
  type CauseShare,
  type CloudWatchSums,
  causeNames,
  type LogVerdict,
  shareOut,
  type TestedFamily,
} from "./causes.ts";
import { gapTest } from "./gap-test.ts";
import type { LogAnswers } from "./log-answers.ts";
import { nextSteps } from "./next-steps.ts";
import { type FailingUrl, failingUrls } from "./urls.ts";

/** The judgement of access logs; numbers and sentences for people. */
export interface LogJudgement {
  readonly verdict: LogVerdict;
  /** How far it carries; null where nothing is claimed. */
  readonly strength: "shown" | "likely" | "possible" | null;
  /** One or two sentences. */
  readonly says: string;
  readonly failures: number;
  readonly causes: readonly CauseShare[];
  readonly families: readonly TestedFamily[];
  readonly bursts: BurstShape;
  readonly urls: readonly FailingUrl[];
  /** How the counts agree with CloudWatch's; null where those were not given. */
  readonly agreement: string | null;
  readonly next: readonly string[];
}

/**
 * Judges the answers; `counted` is what CloudWatch counted over the same time, `malformed` the lines that are none of an
 * access log, and `idle` the load balancer's idle timeout in seconds, null where it was not read.
 */
export function judgeLogs(
  answers: LogAnswers,
  counted?: CloudWatchSums,
  malformed: Malformed = { count: 0, examples: [] },
  idle: number | null = null,
): LogJudgement {
  const families = answers.gaps.map(({ group, shape, evidence }) => ({
    group,
    shape,
    before: evidence.before,
    result: gapTest(evidence, answers.gaps.length, idle),
  }));
  const causes = shareOut(answers, families, counted);
  const failures = causes.reduce((sum, { count }) => sum + count, 0);
  const verdict = verdictOf(answers, causes, failures);
  const urls = failingUrls(answers.urls);
  const bursts = burstShape(answers.minutes);
  return {
    ...verdict,
    says: sayAll(verdict.verdict, answers, { causes, families, failures, bursts, malformed }),
    failures,
    causes,
    families,
    bursts,
    urls,
    agreement: agreementOf(answers, counted),
    next: nextSteps(verdict.verdict, causes, families),
  };
}

function verdictOf(
  { requests }: LogAnswers,
  causes: readonly CauseShare[],
  failures: number,
): Pick<LogJudgement, "verdict" | "strength"> {
  const shareOf = (name: string) => causes.find(({ cause }) => cause === name)?.share ?? 0;
  if (requests === 0) return { verdict: "unreadable", strength: null };
  if (failures === 0) return { verdict: "none", strength: null };
  const race = shareOf("keepalive-race");
  if (race > 0) return { verdict: race >= 0.5 ? "keepalive-race" : "mixed", strength: "shown" };
  const unnamed = shareOf("unexplained") + shareOf("no-connection");
  if (unnamed <= 0.2) return { verdict: "other-cause", strength: "likely" };
  return { verdict: "unclear", strength: shareOf("unexplained") > 0 ? "possible" : null };
}

interface Parts {
  readonly causes: readonly CauseShare[];
  readonly families: readonly TestedFamily[];
  readonly failures: number;
  readonly bursts: BurstShape;
  readonly malformed: Malformed;
}

/** Lines that are no access log lines of this kind: how many, and the beginnings of a few. */
export interface Malformed {
  readonly count: number;
  readonly examples: readonly string[];
}

function sayAll(verdict: LogVerdict, { requests }: LogAnswers, parts: Parts): string {
  const { causes, families, failures, bursts } = parts;
  const of = `${formatWhole(failures)} of ${plural(requests, "request")}`;
  const shown = families.find(({ result }) => result.verdict === "shown")?.result.says;
  const most = causes[0];
  const biggest = most === undefined ? "" : `${causeNames[most.cause]} (${percent(most.share)})`;
  const burst =
    bursts.inBursts >= 0.6
      ? ` Most of them come in ${plural(bursts.bursts.length, "burst")}, as deploys and restarts make them.`
      : "";
  switch (verdict) {
    case "unreadable":
      if (parts.malformed.count === 0) return noRequest;
      return `No line of this time is an access log line of an Application Load Balancer.${otherSays(parts)}`;
    case "none":
      return `0 of ${plural(requests, "request")} failed with 502.`;
    case "keepalive-race":
      return `The keep-alive race is shown: ${shown ?? ""}`;
    case "mixed":
      return `The keep-alive race is shown, among other causes: ${shown ?? ""} The largest share is ${biggest}.`;
    case "other-cause":
      return `${of} failed with 502, and the logs show another cause than the keep-alive race: ${biggest}.${burst}`;
    case "unclear":
      return `${of} failed with 502, and the logs do not tell why. The largest share is ${biggest}.${burst}`;
    default:
      return verdict satisfies never;
  }
}

const noRequest =
  "The access logs hold no request of this time, which says nothing of 502s: look whether the time, the load balancer and the place are the right ones.";

function otherSays({ malformed: { examples } }: Parts): string {
  const other = examples.map(otherLogKind).find((kind) => kind !== null);
  return other === undefined ? "" : ` They look like those of ${other}.`;
}

/** Whether the counts of a log and of CloudWatch differ by no more than 5 %. */
export const countsAgree = (logged: number, metric: number): boolean =>
  Math.abs(logged - metric) <= 0.05 * metric;

/** The logs are delivered as a best effort, so a difference up to a twentieth means nothing. */
function agreementOf({ signatures }: LogAnswers, counted?: CloudWatchSums): string | null {
  const metric = counted?.failures502 ?? null;
  if (metric === null) return null;
  const all = signatures
    .filter(({ signature }) => signature !== "app")
    .reduce((sum, { count }) => sum + count, 0);
  const logged = counted?.logged502 ?? all;
  const both = `CloudWatch counted ${formatWhole(metric)} 502s of the load balancer, the logs hold ${formatWhole(logged)}`;
  return countsAgree(logged, metric)
    ? `${both}: they agree.`
    : `${both}: they differ by more than 5 %, so the shares may be off. Compare the time spans, and whether all log files are there.`;
}

/** What a line is of, where it is no access log line of an Application Load Balancer; null where nobody can tell. */
export const otherLogKind = (line: string): string | null =>
  kinds.find(([, pattern]) => pattern.test(line))?.[0] ?? null;

/** Sources: ELB user guides, "Access logs" of each kind; VPC user guide, "Flow log records"; Athena's results are CSV. */
const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  [
    "a Classic Load Balancer, whose race shows as 504, not 502",
    /^\d{4}-\d\d-\d\dT[\d:.]+Z [\w-]+ [\d.:]+ (?:[\d.:]+|-) -?[\d.]+ -?[\d.]+ -?[\d.]+ /,
  ],
  ["a Network Load Balancer, which answers no 502", /^(?:tls|tcp) \d\.\d \d{4}-\d\d-\d\dT/],
  [
    "a CSV file, such as Athena's results: give the log files themselves, or ask with --athena",
    /^"?type"?,"?time"?,|^"?(?:https?|h2|grpcs|wss?)"?,"?\d{4}-/,
  ],
  ["connection logs", /^\d{4}-\d\d-\d\dT[\d:.]+Z [\d.:a-f]+ \d+ \d+ (?:TLSv|-)/],
  ["VPC flow logs", /^\d+ \d{12} eni-/],
];
