import type { FieldKind } from "./fields.ts";

/** What a flow may know of a probe: its question, the facts it takes, and the closed list of its findings. */
export interface ProbeSignature {
  readonly version: number;
  /** Present tense, shown while it looks: "Reading an hour of CloudWatch metrics". */
  readonly doing: string;
  /** Facts it cannot do without, by name, with the kind of field that gives them. */
  readonly needs: { readonly [fact: string]: FieldKind };
  /** Facts it uses when they are there. */
  readonly takes: { readonly [fact: string]: FieldKind };
  readonly findings: readonly string[];
}

/** Every probe a flow can name. A finding added here raises the version: open runs know the old list. */
export const probes = {
  "alb.pattern": {
    version: 1,
    doing: "Reading the load balancer's metrics and target health",
    needs: { loadBalancer: "loadBalancer" },
    takes: { window: "choice", path: "config" },
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
  "alb.logs": {
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
  "backend.logs": {
    version: 1,
    doing: "Searching the backend's log for broken connections",
    needs: { loadBalancer: "loadBalancer" },
    takes: { logGroup: "text", mostScanned: "choice", window: "choice" },
    findings: ["broken-pipes", "upstream-closed", "silent", "other-errors", "over-cap", "unknown"],
  },
  "alb.changes": {
    version: 1,
    doing: "Looking up who changed targets and settings, and when",
    needs: { loadBalancer: "loadBalancer" },
    takes: { window: "choice" },
    findings: ["deploy", "scaled", "settings-changed", "crashing", "none", "unclear"],
  },
  "alb.drain": {
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
  "alb.next-deploy": {
    version: 1,
    doing: "Counting 502s in the minutes around the next change of targets",
    needs: { loadBalancer: "loadBalancer" },
    takes: {},
    findings: ["fixed", "clean", "waiting", "still-failing", "not-comparable"],
  },
  "alb.timeouts": {
    version: 1,
    doing: "Comparing each timeout on the request path with its neighbour",
    needs: { loadBalancer: "loadBalancer", path: "config" },
    takes: {},
    findings: ["too-short", "tie", "thin-margin", "long-enough", "unknown"],
  },
  "keepalive.measure": {
    version: 1,
    doing: "Holding connections to the targets until they are closed",
    needs: { loadBalancer: "loadBalancer" },
    takes: { measureAt: "text" },
    findings: ["too-short", "tie", "thin-margin", "long-enough", "unreachable", "unknown"],
  },
  "alb.relief": {
    version: 1,
    doing: "Looking for what relieves now, and whether it is safe",
    needs: { loadBalancer: "loadBalancer" },
    takes: { path: "config" },
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
  "alb.retest": {
    version: 1,
    doing: "Sending fresh requests and counting 502s since the change",
    needs: { loadBalancer: "loadBalancer" },
    takes: { url: "url", method: "choice", path: "config", count: "number", pause: "seconds" },
    findings: ["fixed", "not-enough", "still-failing", "not-comparable"],
  },
  "alb.follow-ups": {
    version: 1,
    doing: "Reading in AWS which follow-ups are done",
    needs: { loadBalancer: "loadBalancer" },
    takes: {},
    findings: ["all", "some", "none"],
  },
  "alb.catch": {
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
} as const satisfies { readonly [name: string]: ProbeSignature };

/**
 * What `alb.follow-ups` can tell of a load balancer:
 * - alarm: an alarm watches its 5xx, and tells someone
 * - idle-timeout: its idle timeout is the one that the run agreed on
 * - access-logs: it writes access logs
 */
export type FollowUpCheck = "alarm" | "idle-timeout" | "access-logs";

export type ProbeName = keyof typeof probes;
export type Finding<P extends ProbeName> = (typeof probes)[P]["findings"][number];
