import type { AwsCall, Service } from "./call.ts";
import { AwsError } from "./errors.ts";

/** A way for a call to go wrong, other than being denied. */
export type AwsFault = "throttle" | "fail" | "hang" | "drop" | "slow";

/** An action as IAM policies write it, such as `elasticloadbalancing:DescribeTags`. */
export type AwsAction = `${Service}:${string}`;

/** What shall go wrong. */
export interface AwsFaults {
  /** Takes away the permission for an action. */
  readonly deny: (action: AwsAction) => void;
  readonly allow: (action: AwsAction) => void;
  /** Lets the next `times` calls of an action go wrong, all of them by default. */
  readonly inject: (action: AwsAction, fault: AwsFault, times?: number) => void;
  /** Back to a healthy account with all permissions. */
  readonly clear: () => void;
}

/** Faults, and what they do to a call: an error is thrown, all else is left to the caller. */
export interface FaultBook extends AwsFaults {
  readonly meet: (call: AwsCall) => "hang" | "drop" | "slow" | undefined;
}

/** An empty book of faults; `principal` is the ARN that denials name. */
export function createAwsFaults(principal: string): FaultBook {
  const denied = new Set<string>();
  const planned = new Map<string, { readonly fault: AwsFault; left: number }>();
  return {
    deny: (action) => void denied.add(action),
    allow: (action) => void denied.delete(action),
    inject: (action, fault, times = Number.POSITIVE_INFINITY) =>
      void planned.set(action, { fault, left: times }),
    clear: () => {
      denied.clear();
      planned.clear();
    },
    meet: (call) => {
      const action = `${call.service}:${call.action}`;
      if (denied.has(action)) throw accessDenied(principal, action);
      const plan = planned.get(action);
      if (!plan || plan.left <= 0) return undefined;
      plan.left -= 1;
      return perform(plan.fault);
    },
  };
}

function perform(fault: AwsFault): "hang" | "drop" | "slow" {
  switch (fault) {
    case "throttle":
      throw new AwsError("Throttling", "Rate exceeded");
    case "fail":
      throw new AwsError("InternalFailure", "We encountered an internal error.", 500);
    case "hang":
    case "drop":
    case "slow":
      return fault;
    default:
      return fault satisfies never;
  }
}

function accessDenied(principal: string, action: string): AwsError {
  const message = `User: ${principal} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  return isJson(action)
    ? new AwsError("AccessDeniedException", message)
    : new AwsError("AccessDenied", message, 403);
}

/** The services that never spoke Query: they deny with a code of their own and status 400. */
const isJson = (action: string) => /^(athena|cloudtrail|logs):/.test(action);
