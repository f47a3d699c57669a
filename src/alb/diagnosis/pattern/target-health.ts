import { plural } from "../../../language/amounts.ts";
import { ownValue } from "../../../language/own-value.ts";
import type { TargetState } from "./signs.ts";

/** What is wrong with targets that are not healthy, one sentence for each group and reason, in words. */
export function healthSays(targets: readonly TargetState[]): readonly string[] {
  const kinds = new Map<string, TargetState[]>();
  for (const target of targets) {
    if (target.state === "healthy") continue;
    const key = `${target.group} ${target.state} ${target.reason}`;
    kinds.set(key, [...(kinds.get(key) ?? []), target]);
  }
  return [...kinds.values()].map(sentence);
}

function sentence(alike: readonly TargetState[]): string {
  const [{ group = "", state = "", reason = null } = {}] = alike;
  const names = alike.slice(0, 3).map(({ id, port }) => (port === null ? id : `${id}:${port}`));
  const more = alike.length > names.length ? ` and ${alike.length - names.length} more` : "";
  const why =
    reason === null
      ? ""
      : `: ${ownValue(reasons, reason) ?? "a reason not known here"} (${reason})`;
  const is = ownValue(states, state) ?? state;
  return `${plural(alike.length, "target")} of ${group} ${alike.length === 1 ? "is" : "are"} ${is}${why}: ${names.join(", ")}${more}.`;
}

const states: { readonly [state: string]: string } = {
  initial: "being registered",
  unhealthy: "unhealthy",
  "unhealthy.draining": "unhealthy and draining",
  unused: "not in use",
  draining: "draining",
  unavailable: "of unknown health",
};

/** Source: Elastic Load Balancing API reference, TargetHealth. */
const reasons: { readonly [reason: string]: string } = {
  "Elb.RegistrationInProgress": "the load balancer is still registering it",
  "Elb.InitialHealthChecking": "its first health checks are not over",
  "Elb.InternalError": "the health checks failed inside the load balancer",
  "Target.ResponseCodeMismatch": "health checks got another status code than expected",
  "Target.Timeout": "health checks got no answer in time",
  "Target.FailedHealthChecks": "no connection, or a malformed answer, at a health check",
  "Target.NotRegistered": "it is not registered",
  "Target.NotInUse": "no listener forwards to its group, or its zone is not enabled",
  "Target.DeregistrationInProgress": "it was deregistered and finishes open requests",
  "Target.InvalidState": "the instance is stopped or terminated",
  "Target.IpUnusable": "its address belongs to a load balancer",
  "Target.HealthCheckDisabled": "health checks are switched off",
};
