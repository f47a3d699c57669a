import {
  app502,
  badHeaders,
  givesUp,
  lambdaFailure,
  reload,
  silentTarget,
  suddenDeath,
  workerTimeout,
} from "../../logs/causes.ts";
import { atMost } from "../happenings.ts";
import { nginx, node } from "../hops.ts";
import type { Scenario } from "../scenario.ts";
import {
  leftOpen,
  namedByLogs,
  namedByPattern,
  onceAmong,
  type Row,
  timeoutsInOrder,
  toScenarios,
} from "../walks.ts";

/** Servers that close in the middle of a request, or say what nobody can read. */
export const closing: readonly Scenario[] = toScenarios([
  {
    name: "killed-mid-request",
    title: "Workers killed while they work",
    report: "Single 502 errors, on pages that do much. Support says that they come after a wait.",
    hint: "In the logs the target's time is long and the response's -1: it was at work when it closed.",
    says: "A watchdog kills workers whose request takes longer than five seconds. The connection closes with the request outstanding.",
    ...namedByLogs("killed-mid-request"),
    evidence: { "alb.logs": "The connections were closed five seconds into the work." },
    causes: () => [workerTimeout(8e-4, 5)],
  },
  {
    name: "malformed-response",
    title: "A response that breaks the protocol",
    report: "A handful of customers always see a 502 in the same place.",
    hint: "The same URL fails each time: try it past the load balancer and look at its headers.",
    says: "One page sends two Content-Length headers that differ, which the load balancer refuses.",
    ...namedByLogs("bad-response"),
    evidence: { "alb.logs": "All failures are of one URL, and it always fails." },
    traffic: { paths: onceAmong(1_000, "/account/export.csv") },
    causes: () => [badHeaders("/account/export.csv")],
  },
  {
    name: "large-headers",
    title: "Response headers over 32 K",
    report: "Some customers cannot log in: a 502, again and again. Others never had one.",
    hint: "Look for a page that fails for some people only, and for cookies that grow.",
    says: "The login sets a cookie that has grown above 32 K for customers with many permissions.",
    ...namedByLogs("bad-response"),
    evidence: { "alb.logs": "All failures are of the login, two in five of them." },
    traffic: { paths: onceAmong(500, "/login/callback") },
    causes: () => [badHeaders("/login/callback", 0.4)],
  },
  {
    name: "reload",
    title: "Reloads that close idle connections",
    report: "Every quarter of an hour a few requests fail with 502, all at once.",
    hint: "Timeouts in the right order, and bursts at regular times: something reloads.",
    says: "A job renews the configuration every 15 minutes and reloads nginx, which closes idle connections at once.",
    ...timeoutsInOrder("unclear"),
    evidence: {
      "alb.pattern": "The failures come in bursts, and no target comes or goes.",
      "alb.timeouts": "Every server outlives the one in front of it.",
    },
    path: [nginx(75, 60), node(75)],
    traffic: { requestsPerSecond: 10 },
    causes: () => [reload(900, 0.4)],
  },
]);

/** The application answers, too late or with an error, or its clients do not wait. */
export const answering: readonly Scenario[] = toScenarios([
  {
    name: "app-502",
    title: "The application answers 502 itself",
    report: "Checkout fails with 502 for some customers.",
    hint: "Counted as the targets' own 5xx: the application's log names the cause.",
    says: "The application passes the 502 of a payment provider on. The load balancer is not involved.",
    ...namedByPattern("target-error", "applicationFails"),
    evidence: {
      "alb.pattern": "HTTPCode_Target_5XX_Count rises, HTTPCode_ELB_502_Count does not.",
      "alb.logs": "The targets answered 502 themselves.",
    },
    causes: () => [app502(0.004)],
  },
  lambdaFails("LambdaUnhandled", "lambdaUserErrors", {
    name: "lambda-error",
    title: "A Lambda function that fails",
    report: "The newsletter form fails with 502 now and then.",
    says: "The function throws for addresses with an umlaut.",
  }),
  lambdaFails("LambdaResponseTooLarge", "lambdaUserErrors", {
    name: "lambda-body",
    title: "A Lambda response over 1 MB",
    report: "Long lists cannot be opened: 502, each time.",
    says: "The function answers with more than 1 MB for customers with long lists.",
  }),
  lambdaFails("LambdaThrottling", "lambdaInternalErrors", {
    name: "lambda-timeout",
    title: "A Lambda function that runs out of time or is throttled",
    report: "Sending the newsletter form fails with 502 at busy times.",
    says: "The function is throttled at busy times, because its concurrency is reserved too low.",
  }),
  {
    name: "slow-504",
    title: "Targets that stay silent for too long (504)",
    report: "“Gateway errors”, say the customers, after half a minute of waiting.",
    hint: "504 is never the keep-alive race: a target was silent for the whole idle timeout.",
    says: "Some reports take longer than the load balancer's idle timeout of 30 s, which then answers 504.",
    ...timeoutsInOrder("too-few"),
    evidence: {
      "alb.pattern": "No 502 at all: the failures are 504.",
      "alb.logs": "504 with a target time of -1.",
    },
    idleTimeoutSeconds: 30,
    causes: ({ settings }) => [silentTarget(0.002, () => settings.idleTimeoutSeconds)],
  },
  {
    name: "client-460",
    title: "Clients that give up (460)",
    report: "An app reports failed requests. The load balancer's error rate says nothing.",
    hint: "460 is in the access logs only: the client closed before the target answered.",
    says: "An app's new version waits for one second only, and closes the connection.",
    ...leftOpen("quiet"),
    evidence: {
      "alb.pattern": "No 502, but 4xx of the load balancer's own.",
      "alb.logs": "460: the client closed the connection.",
    },
    causes: () => [givesUp(0.004, 1)],
  },
]);

/** Nothing fails, or too little to tell. */
export const quietScenarios: readonly Scenario[] = toScenarios([
  {
    name: "too-few",
    title: "Too few failures to tell",
    report: "One customer had a 502, and wrote a long mail about it.",
    hint: "One or two failures have no pattern. Look further back, or park the runbook.",
    says: "A process died twice. Two failures in three hours tell nothing about their cause.",
    ...leftOpen("too-few"),
    evidence: { "alb.pattern": "Fewer than three failures." },
    logs: false,
    causes: () => [atMost(2, suddenDeath(3e-3))],
  },
  {
    name: "quiet",
    title: "Nothing fails",
    report: "Someone saw a 502 last week, and wants to know whether it is over.",
    hint: "No failure in many requests says how rare it is at most, not that it never happens.",
    says: "Nothing is wrong.",
    ...leftOpen("quiet"),
    evidence: { "alb.pattern": "No request failed." },
    logs: false,
  },
  {
    name: "no-traffic",
    title: "Nobody asks for anything",
    report: "A dashboard is empty, and someone fears the worst.",
    hint: "Without requests there is nothing to judge: check that it is the right load balancer.",
    says: "The load balancer has no traffic; it was replaced by another one.",
    ...leftOpen("no-traffic"),
    evidence: { "alb.pattern": "CloudWatch counted no request." },
    logs: false,
    traffic: { requestsPerSecond: 0 },
  },
]);

/** A function that fails for the reason that the access logs name. */
function lambdaFails(
  reason: Parameters<typeof lambdaFailure>[1],
  counts: Parameters<typeof lambdaFailure>[2],
  { says, ...told }: Pick<Scenario, "name" | "title" | "report"> & { readonly says: string },
): Row {
  return {
    ...told,
    hint: "A function keeps no connections, so it is never the race: error_reason in the access logs names the cause.",
    says,
    ...namedByPattern("target-error", "applicationFails"),
    evidence: {
      "alb.pattern": "All targets are Lambda functions.",
      "alb.logs": `error_reason is ${reason}.`,
    },
    path: [],
    group: { targetType: "lambda" },
    causes: () => [lambdaFailure(0.004, reason, counts)],
  };
}
