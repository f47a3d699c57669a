import type { CauseShare, LogCause, LogVerdict, TestedFamily } from "./causes.ts";
import { lengthSays } from "./gap-test.ts";

/** What to do next, most useful first; a sentence each. */
export function nextSteps(
  verdict: LogVerdict,
  causes: readonly CauseShare[],
  families: readonly TestedFamily[],
): readonly string[] {
  if (verdict === "none") return [];
  if (verdict === "unreadable") return [unreadable];
  const tests = families
    .filter((family) => !isNeedless(family, families))
    .flatMap(({ group, result }) => adviceOn(group, result));
  const named = causes.flatMap(({ cause, share }) => (share >= 0.1 ? (advice[cause] ?? []) : []));
  return [...new Set([...tests, ...named])].slice(0, 5);
}

/** Too few 502s of one kind in a target group whose other ones have shown the race: more of them would tell nothing new. */
const isNeedless = ({ group, result }: TestedFamily, all: readonly TestedFamily[]): boolean =>
  result.verdict === "too-few" &&
  all.some((other) => other.group === group && other.result.verdict === "shown");

const unreadable =
  "Give the folder or bucket prefix of the load balancer's access logs; connection logs and flow logs are something else.";

function adviceOn(group: string, { verdict, timeout }: TestedFamily["result"]): readonly string[] {
  switch (verdict) {
    case "shown":
      return [
        `Look for the idle (keep-alive) timeout of about ${lengthSays(timeout)} in the servers of target group ${group}, and raise it above the load balancer's idle timeout, which is 60 s by default.`,
      ];
    case "repeats":
      return [
        `Measure when a target of ${group} closes an idle connection, because traffic that repeats itself hides the answer: the logs alone cannot tell.`,
      ];
    case "beyond-idle":
      return [
        `Look up the load balancer's idle timeout (idle_timeout.timeout_seconds), and whether it was changed within the time that was read: --idle-timeout tells \`handrail logs\`.`,
      ];
    case "too-few":
      return [`Read a longer time: target group ${group} has too few 502s for the gap test.`];
    case "weak":
      return [
        `Measure when a target of ${group} closes an idle connection (\`handrail measure\`), because the gap test is too weak here to rule a race out.`,
      ];
    case "none":
      return [];
    default:
      return verdict satisfies never;
  }
}

const advice: { readonly [cause in LogCause]?: string } = {
  "target-error":
    "Read the application's log for its own 502s, which often come from its own upstream.",
  "connect-refused": "Look for targets that restarted or were not listening at these times.",
  tls: "Check the targets' certificates and TLS versions, and whether they answer within 10 s.",
  "no-connection":
    "Compare with TargetConnectionErrorCount and TargetTLSNegotiationErrorCount in the same minutes, which tell refused connections and TLS apart.",
  killed:
    "Compare the times with deploys, worker timeouts and out-of-memory kills: the application was at work on these requests.",
  "bad-response":
    "Request the failing URLs from a target directly and look at the response's headers: their size, and malformed lines.",
  "failing-url":
    "Request the failing URLs from a target directly: look at the response's headers, their size and malformed lines, and whether the process survives it.",
  lambda:
    'Read the function\'s log for errors and "Task timed out", and compare its Duration with its timeout: access logs do not tell a function that ran out of time from one that failed.',
  unexplained:
    "Compare with restarts and reloads of the targets, which close idle connections too, and look for these requests in the application's log.",
};
