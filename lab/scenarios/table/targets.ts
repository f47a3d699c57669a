import { refused, tlsFailure } from "../../logs/causes.ts";
import { allFail, allLeave, crashes, releases, scalesIn } from "../happenings.ts";
import type { Scenario } from "../scenario.ts";
import { killsAtOnce, namedByPattern, toScenarios } from "../walks.ts";

const comesWithChanges = "The failures come with changes in the number of healthy targets.";
const refusedByTheMinute = "The failures match TargetConnectionErrorCount minute by minute.";
const nothingSent = "The three times of each failure are -1: nothing was sent.";

/** Targets that leave, refuse to talk, or are not there. */
export const targets: readonly Scenario[] = toScenarios([
  {
    name: "deploy",
    title: "Targets killed while they leave",
    report: "Bursts of 502 errors, three this afternoon. In between all is well.",
    hint: "Failures in bursts: hold them against HealthyHostCount, and ask CloudTrail who changed targets.",
    says: "Each release ends the old processes at once, while the load balancer still sends them requests and others are under way.",
    verdict: ["deploy"],
    walk: [
      { step: "confirmPattern", choice: "deploy" },
      { step: "deploysFail", choice: "deploy", settles: true },
      { step: "reviewDeploy", choice: "too-short" },
      { step: "changeDeploy", choice: "applied", does: "fix" },
      { step: "retestDeploy", choice: "clean", does: "deploy", waitMinutes: 20 },
      { step: "preventDeploy", choice: "done" },
    ],
    end: "deploysClean",
    evidence: {
      "alb.pattern": comesWithChanges,
      "alb.changes": "The release pipeline exchanged the targets each time.",
      "alb.drain": "Targets are killed at once, the load balancer expects 300 s.",
    },
    ...killsAtOnce({ gracePeriod: 1, readinessGate: "Yes" }),
    traffic: { serviceSeconds: 0.4 },
    beganHoursAgo: 2.5,
    happens: releases([8, 52, 112], 8),
  },
  {
    name: "scale-in",
    title: "Autoscaling takes targets away in the middle of requests",
    report: "Short bursts of 502 errors, mostly when traffic goes down.",
    hint: "Who took the targets away stands in CloudTrail; a lifecycle hook gives them time.",
    says: "Autoscaling deregisters a target and ends it at once, with requests under way.",
    verdict: ["deploy"],
    walk: [
      { step: "confirmPattern", choice: "deploy" },
      { step: "deploysFail", choice: "deploy", settles: true },
      { step: "reviewDeploy", choice: "too-short" },
      { step: "changeDeploy", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": comesWithChanges,
      "alb.changes": "Autoscaling took the targets away, and added some again.",
    },
    ...killsAtOnce({ gracePeriod: 1, readinessGate: "No" }),
    traffic: { serviceSeconds: 0.4, hosts: 6 },
    beganHoursAgo: 2.5,
    happens: scalesIn([12, 58, 108]),
  },
  {
    name: "crash-loop",
    title: "A process that crashes and comes back",
    report: "Every few minutes there is a burst of 502 errors. Nothing was released today.",
    hint: "Healthy targets come and go, and nobody deregistered any: look for crashes.",
    says: "A target's process runs out of memory every few minutes, and is started again half a minute later.",
    verdict: ["deploy", "targets-down", "connect-refused"],
    walk: [
      { step: "confirmPattern", choice: "deploy" },
      { step: "deploysFail", choice: "crashing", settles: true },
      { step: "targetsDown", choice: "leave" },
    ],
    end: "elsewhere",
    evidence: {
      "alb.pattern": "The failures come when the number of healthy targets changes.",
      "alb.changes": "Nobody registered or deregistered a target.",
    },
    traffic: { serviceSeconds: 0.3 },
    happens: crashes,
  },
  {
    name: "connect-refused",
    title: "Targets that refuse new connections",
    report: "A few requests in a thousand fail with 502. The health checks pass.",
    hint: "TargetConnectionErrorCount in the same minutes: the connection never opened.",
    says: "The listen queue of the server is full at times, and new connections are refused.",
    ...namedByPattern("connect-refused", "connectionsRefused"),
    evidence: { "alb.pattern": refusedByTheMinute, "alb.logs": nothingSent },
    causes: () => [refused(0.002)],
  },
  {
    name: "connect-unreachable",
    title: "A firewall on the targets",
    report: "Since a change on the servers some requests fail, on every page.",
    hint: "A firewall that rejects counts like refused; security groups and network ACLs drop silently, which is a 504 after ten seconds.",
    says: "A firewall on the targets rejects part of the connections; ICMP says so at once.",
    ...namedByPattern("connect-refused", "connectionsRefused"),
    evidence: { "alb.pattern": refusedByTheMinute, "alb.logs": nothingSent },
    causes: () => [refused(0.02)],
  },
  {
    name: "tls-fails",
    title: "TLS handshakes with the targets fail",
    report: "Since this morning a few requests in a thousand fail with 502.",
    hint: "TargetTLSNegotiationErrorCount in the same minutes: no request was ever sent.",
    says: "One of the workers was started with a new TLS policy, which the load balancer cannot speak.",
    ...namedByPattern("tls", "tlsFails"),
    evidence: {
      "alb.pattern": "The failures match TargetTLSNegotiationErrorCount minute by minute.",
      "alb.logs": nothingSent,
    },
    group: { protocol: "HTTPS" },
    causes: () => [tlsFailure(0.003)],
  },
  {
    name: "targets-unhealthy",
    title: "Targets that fail their health checks",
    report: "Half of all requests fail since a few minutes ago.",
    hint: "DescribeTargetHealth says which targets fail and why; bring them back first.",
    says: "The disk of the database is full, and half of the targets have stopped.",
    ...namedByPattern("targets-down", "targetsDown"),
    evidence: { "alb.pattern": "Targets are unhealthy, and the failures come with that." },
    beganHoursAgo: 0.5,
    happens: allFail,
  },
  {
    name: "no-targets",
    title: "No target is registered (503)",
    report: "The shop is down: every page answers with an error.",
    hint: "503 with no target registered: look in CloudTrail for who took them away.",
    says: "Someone deregistered every target by mistake, so the load balancer answers 503.",
    ...namedByPattern("targets-down", "targetsDown"),
    evidence: {
      "alb.pattern": "503 for every request: there is no target.",
      "alb.changes": "Alice deregistered all targets.",
    },
    beganHoursAgo: 0.4,
    happens: allLeave,
  },
]);
