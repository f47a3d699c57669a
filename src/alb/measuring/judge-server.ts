import { formatSeconds } from "../links/durations.ts";
import { type Idle, serverCloses } from "../links/idle-times.ts";
import { judgeLink } from "../links/link-verdict.ts";
import type { PathFinding } from "../links/path-finding.ts";
import { type Measured, measuredAnswer } from "./measured.ts";
import { measuredDetails, measuredSentence } from "./measured-words.ts";

/** How a measured server stands to the client in front of it; the words of the probe keepalive.measure. */
export type MeasureFinding = PathFinding | "unreachable";

export interface ServerStanding {
  readonly finding: MeasureFinding;
  /** What was measured, and what it means against the idle timeout. */
  readonly says: string;
  /** More sentences, the most important first. */
  readonly details: readonly string[];
}

/** The client in front of the server, as a rule the load balancer. Seconds. */
export interface Against {
  readonly idleTimeoutSeconds: number;
  readonly marginSeconds: number;
}

export function judgeServer(measured: Measured, address: string, against: Against): ServerStanding {
  const finding = findingOf(measured, address, against);
  const means = meaningOf(finding, measured, address, against);
  const says = [measuredSentence(measured, address), means].filter((one) => one !== "").join(" ");
  return { finding, says, details: measuredDetails(measured, against) };
}

function findingOf(measured: Measured, address: string, against: Against): MeasureFinding {
  const { outcome, reuse } = measured;
  if (outcome === "unreachable" || outcome === "unknown") return outcome;
  // Whatever was seen to stay open, a request on it failed.
  if (outcome === "at-least" && reuse?.worked === false) return "unknown";
  const keeps = { kind: "seconds", seconds: against.idleTimeoutSeconds } as const;
  const verdict = judgeLink(keeps, closesOf(measured, address), against.marginSeconds);
  return verdict === "no-reuse" ? "long-enough" : verdict;
}

const closesOf = (measured: Measured, address: string): Idle =>
  serverCloses(measuredAnswer(measured, address), undefined).idle;

function meaningOf(
  finding: MeasureFinding,
  measured: Measured,
  address: string,
  { idleTimeoutSeconds, marginSeconds }: Against,
): string {
  const closes = closesOf(measured, address);
  const client = `a load balancer that keeps them for ${formatSeconds(idleTimeoutSeconds)}`;
  if (closes.kind === "closes") return closes.announced ? neverTwice : unannounced;
  if (!("seconds" in closes)) return "";
  const margin = Number((closes.seconds - idleTimeoutSeconds).toFixed(2));
  const size = formatSeconds(Math.abs(margin));
  const needed = formatSeconds(idleTimeoutSeconds + marginSeconds);
  switch (finding) {
    case "too-short":
      return `Behind ${client} that is ${size} too short: a request can be sent on a connection that is closed by then, and fail.`;
    case "tie":
      return `Behind ${client} that is a tie, in which either side can close first.`;
    case "thin-margin":
      return `That outlives ${client} by ${size}, less than the ${formatSeconds(marginSeconds)} asked for: a slow timer or a network delay can still turn the order round.`;
    case "long-enough":
      return `That outlives ${client} by ${closes.kind === "at-least" ? "at least " : ""}${size}.`;
    case "unknown":
      return measured.reuse?.worked === false
        ? ""
        : `Behind ${client} it has to last ${needed}, so this does not tell yet: wait longer.`;
    case "unreachable":
      return "";
    default:
      return finding satisfies never;
  }
}

const neverTwice = "So none is used twice, and none is closed under a request.";
const unannounced =
  "A client that is not told may send its next request on such a connection, which then fails.";
