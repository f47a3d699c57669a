import type { CauseName, RulingInputs } from "./ruling.ts";

/** What would settle a cause that the metrics leave open, and whether it can be had. */
export interface Decider {
  /** A clause without a full stop, such as "the gap test of the access logs, which are on". */
  readonly decidedBy: string;
  /** "unknown" where nothing was read that tells, or where it depends on who runs the servers. */
  readonly canBeHad: "yes" | "no" | "unknown";
}

/** For every cause, because each may be left open by something. */
export function deciderOf(cause: CauseName, given: RulingInputs): Decider {
  const [by, where] = deciders[cause];
  switch (where) {
    case "logs":
      return fromLogs(by, given);
    case "metrics":
      return { decidedBy: `${by}, once CloudWatch has all periods`, canBeHad: "unknown" };
    case "theirs":
      return { decidedBy: by, canBeHad: "unknown" };
    default:
      return where satisfies never;
  }
}

function fromLogs(by: string, { settings }: RulingInputs): Decider {
  if (settings === null) {
    return { decidedBy: `${by}; whether they are on was not read`, canBeHad: "unknown" };
  }
  return settings.accessLogs
    ? { decidedBy: `${by}, which are on`, canBeHad: "yes" }
    : {
        decidedBy: `${by}, which are off: not for the past, but from ten minutes after they are switched on`,
        canBeHad: "no",
      };
}

/** What is left to decide it once the access logs were read and do not tell; nothing where they are no part of it. */
export function deciderBeyondLogs(cause: CauseName): Partial<Decider> {
  const decidedBy = beyondLogs[cause];
  return decidedBy === undefined ? {} : { decidedBy, canBeHad: "unknown" };
}

const replayed =
  "the response of a URL that failed, asked of a target directly; the access logs were read and do not tell";

const beyondLogs: { readonly [cause in CauseName]?: string } = {
  "idle-race":
    "when each server closes an idle connection (describe the path, or `handrail measure`); the access logs were read and do not tell",
  "closed-mid-request":
    "whether the application's own log has these requests; the access logs were read and do not tell",
  "malformed-response": replayed,
  "large-headers": replayed,
};

type Where = "logs" | "metrics" | "theirs";

const deciders: { readonly [cause in CauseName]: readonly [by: string, where: Where] } = {
  "idle-race": [
    "when each server closes an idle connection (describe the path, or `handrail measure`), or the gap test of the access logs",
    "logs",
  ],
  "inner-race": [
    "the path described with its timeouts, and the proxy's error log (“upstream prematurely closed connection”)",
    "theirs",
  ],
  "idle-closed-otherwise": [
    "the times of reloads and recycled workers in the servers' own logs, beside the times of the 502s",
    "theirs",
  ],
  "closed-mid-request": ["target_processing_time in the access logs", "logs"],
  deregistration: [
    "HealthyHostCount, and who registered or deregistered targets (CloudTrail)",
    "metrics",
  ],
  "connect-reset": ["TargetConnectionErrorCount", "metrics"],
  "connect-unreachable": [
    "TargetConnectionErrorCount, and opening the port from beside the load balancer",
    "theirs",
  ],
  "tls-handshake": ["TargetTLSNegotiationErrorCount", "metrics"],
  "malformed-response": ["whether the same URLs fail each time, in the access logs", "logs"],
  "large-headers": ["whether the same URLs fail each time, in the access logs", "logs"],
  "app-502": ["target_status_code in the access logs", "logs"],
  "lambda-body": ["error_reason in the access logs", "logs"],
  "lambda-timeout": ["the function's Duration beside its timeout (AWS/Lambda)", "theirs"],
  "lambda-error": ["error_reason in the access logs", "logs"],
  "unhealthy-targets": ["UnHealthyHostCount and DescribeTargetHealth", "metrics"],
  "no-targets-503": ["HTTPCode_ELB_503_Count", "metrics"],
  "silent-504": ["HTTPCode_ELB_504_Count", "metrics"],
  "client-460": ["elb_status_code in the access logs", "logs"],
};
