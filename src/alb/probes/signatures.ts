import type { Strength } from "../../language/evidence.ts";
import type { FindingsOf, ProbeSignature } from "../../language/probe.ts";
import * as language from "../../language/probe.ts";

const seen = "seen where it happens, more often than chance explains";

const metricsMean = {
  possible: "the metrics fit, nothing proves it",
  likely: "the metrics fit, and a timeout that explains them was found",
  shown: seen,
};

/** Logs are neither metrics nor timeouts. */
const logsMean = {
  possible: "the access logs fit, nothing proves it",
  likely: "more failures in the access logs have this shape than any other",
  shown: seen,
};

const backendMeans = {
  possible: "what the log holds fits, nothing proves it",
  likely: "lines of the log come with the failures, more often than chance explains",
  shown: seen,
};

/** Every probe a flow can name. A finding added here raises the version: open runs know the old list. */
export const signatures = [
  {
    id: "alb.pattern",
    role: "diagnosis",
    strengthMeans: metricsMean,
    version: 1,
    doing: "Reading the load balancer's metrics and target health",
    needs: { loadBalancer: "loadBalancer" },
    takes: { window: "choice", path: "servers" },
    findings: [
      "keepalive-race",
      "inner-hop-race",
      "deploy",
      "targets-down",
      "connect-refused",
      "tls",
      "target-error",
      "quiet",
      "no-traffic",
      "too-few",
      "unclear",
    ],
  },
  {
    id: "alb.logs",
    role: "diagnosis",
    strengthMeans: logsMean,
    version: 1,
    doing: "Reading the load balancer's access logs",
    needs: { loadBalancer: "loadBalancer" },
    takes: { window: "choice" },
    findings: [
      "keepalive-race",
      "mixed",
      "deploy",
      "killed-mid-request",
      "connect-refused",
      "tls",
      "bad-response",
      "target-error",
      "too-few",
      "logs-off",
      "not-delivered",
      "unclear",
    ],
  },
  {
    id: "backend.logs",
    role: "check",
    strengthMeans: backendMeans,
    version: 1,
    doing: "Searching the backend's log for broken connections",
    needs: { loadBalancer: "loadBalancer" },
    takes: { logGroup: "text", mostScanned: "choice", window: "choice" },
    findings: ["broken-pipes", "upstream-closed", "silent", "other-errors", "over-cap", "unknown"],
  },
  {
    id: "alb.changes",
    role: "check",
    strengthMeans: metricsMean,
    version: 1,
    doing: "Looking up who changed targets and settings, and when",
    needs: { loadBalancer: "loadBalancer" },
    takes: { window: "choice" },
    findings: ["deploy", "scaled", "settings-changed", "crashing", "none", "unclear"],
  },
  {
    id: "alb.drain",
    role: "check",
    version: 1,
    doing: "Comparing the deregistration delay with the time that a target has to stop",
    needs: { loadBalancer: "loadBalancer" },
    takes: {
      gracePeriod: "seconds",
      preStop: "seconds",
      readinessGate: "choice",
      closesIdle: "choice",
    },
    findings: ["too-short", "fits", "unknown"],
  },
  {
    id: "alb.next-deploy",
    role: "retest",
    version: 1,
    doing: "Counting 502s in the minutes around the next change of targets",
    needs: { loadBalancer: "loadBalancer" },
    takes: {},
    findings: ["fixed", "clean", "waiting", "still-failing", "not-comparable"],
  },
  {
    id: "alb.timeouts",
    role: "comparison",
    strengthMeans: metricsMean,
    version: 1,
    doing: "Comparing each timeout on the request path with its neighbour",
    needs: { loadBalancer: "loadBalancer", path: "servers" },
    takes: {},
    findings: ["too-short", "tie", "thin-margin", "long-enough", "unknown"],
  },
  {
    id: "keepalive.measure",
    role: "check",
    version: 1,
    doing: "Holding connections to the targets until they are closed",
    needs: { loadBalancer: "loadBalancer" },
    takes: { measureAt: "text" },
    findings: ["too-short", "tie", "thin-margin", "long-enough", "unreachable", "unknown"],
  },
  {
    id: "alb.relief",
    role: "check",
    version: 1,
    doing: "Looking for what relieves now, and whether it is safe",
    needs: { loadBalancer: "loadBalancer" },
    takes: { path: "servers" },
    findings: [
      "lower-idle-timeout",
      "raise-backend",
      "stop-reuse",
      "proxy-side",
      "targets",
      "hold-deploys",
      "take-back",
      "none",
    ],
  },
  {
    id: "alb.retest",
    role: "retest",
    version: 1,
    doing: "Sending fresh requests and counting 502s since the change",
    needs: { loadBalancer: "loadBalancer" },
    takes: { url: "url", method: "choice", path: "servers", count: "number", pause: "seconds" },
    findings: ["fixed", "not-enough", "still-failing", "not-comparable"],
  },
  {
    id: "alb.follow-ups",
    role: "check",
    version: 1,
    doing: "Reading in AWS which follow-ups are done",
    needs: { loadBalancer: "loadBalancer" },
    takes: {},
    findings: ["all", "some", "none"],
  },
  {
    id: "alb.catch",
    role: "retest",
    strengthMeans: metricsMean,
    version: 1,
    doing: "Sending bursts of requests, so far apart that idle connections are just being closed",
    needs: { loadBalancer: "loadBalancer" },
    takes: {
      url: "url",
      method: "choice",
      most: "number",
      closes: "seconds",
      sendBefore: "choice",
      sendAfter: "choice",
    },
    findings: ["caught", "not-caught", "not-enough", "no-control", "not-comparable", "refused"],
  },
] as const satisfies readonly ProbeSignature[];

export type AlbFindings = FindingsOf<typeof signatures>;
export type ProbeId = keyof AlbFindings;
export type Finding<P extends ProbeId> = AlbFindings[P];

/** What is known of one of these probes. */
export function signatureOf(id: ProbeId): ProbeSignature {
  const found = signatures.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no probe ${id}.`);
  return found;
}
/** What evidence of this probe says of it. */
export const saidBy = (id: ProbeId, strength?: Strength): ReturnType<typeof language.saidBy> =>
  language.saidBy(signatureOf(id), strength);

/** Evidence of this probe that the world could not be read. */
export const unread = (
  id: ProbeId,
  says: string,
  more?: Parameters<typeof language.unread>[2],
): ReturnType<typeof language.unread> => language.unread(signatureOf(id), says, more);

/**
 * What `alb.follow-ups` can tell of a load balancer:
 * - alarm: an alarm watches its 5xx, and tells someone
 * - idle-timeout: its idle timeout is the one that the run agreed on
 * - access-logs: it writes access logs
 */
export type FollowUpCheck = "alarm" | "idle-timeout" | "access-logs";
