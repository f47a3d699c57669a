import { byId, signatureOf, unreadEvidence } from "#language";
import type { Accounts } from "../aws/accounts.ts";
import type { MetricOptions } from "../aws/metric-window.ts";
import { withDeadline } from "../engine/look-in-time.ts";
import type { Probe } from "../engine/ports.ts";
import { genericSignatures } from "./generic-kinds.ts";
import type { GenericLook } from "./generic-look.ts";
import { createGuard, type GuardSettings } from "./network-guard.ts";
import type { Prometheus } from "./prometheus-query/ask.ts";
import { createDataReader } from "./reading/read.ts";
import { ownPermits, type Permits } from "./request-permits.ts";

/** What generic probes are made of. */
export interface GenericParts {
  readonly accounts: Accounts;
  readonly options: GenericOptions;
  /** Seconds between two looks at a running search of logs; one when absent. */
  readonly pollSeconds?: number;
  /** The addresses of a name; the system's resolver when absent. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  /** Which requests may be sent to hosts; those of a person at a terminal when absent. */
  readonly permits?: Permits;
}

export interface GenericOptions extends MetricOptions, GuardSettings {
  /** The Prometheus that the operator names; none is asked when absent. */
  readonly prometheus?: Prometheus | undefined;
  /** Hosts that http.check may ask; none when absent. */
  readonly checkHosts?: readonly string[];
}

/** The generic probes, each with a deadline. They never reject: whatever goes wrong is evidence without a finding. */
export function createGenericProbes(parts: GenericParts): readonly Probe[] {
  const looks = looksOf(parts);
  return genericSignatures.map((signature) => ({
    ...signature,
    look: async (context) => {
      const { asks } = context;
      const look = looks[signature.id];
      if (asks === undefined || look === undefined)
        return unreadEvidence(
          signature,
          "The runbook does not state what to ask. Decide without it.",
        );
      const stated = signatureOf(known, asks.probe, asks.proves) ?? signature;
      return (await look())(stated, asks.probe, withDeadline(context, deadlineOf(signature.id)));
    },
  }));
}

const known = byId(genericSignatures);

/** In seconds. A search of logs is billed by what it scans, not by how long that takes. */
const deadlineOf = (kind: string): number => (kind === "cloudwatch.logs" ? 300 : 60);

/** Each loaded with the first step that asks for it. */
function looksOf(parts: GenericParts): { readonly [kind: string]: () => Promise<GenericLook> } {
  const read = createDataReader();
  const { options, resolve, permits = ownPermits } = parts;
  const guard = createGuard(options);
  const http = {
    ...{ guard, read, permits, hosts: options.checkHosts ?? [] },
    ...(resolve === undefined ? {} : { resolve }),
  };
  return {
    "cloudwatch.metric": async () =>
      (await import("./cloudwatch-metric/look.ts")).lookAtMetrics(parts),
    "cloudwatch.alarm": async () =>
      (await import("./cloudwatch-alarm/look.ts")).lookAtAlarms(parts.accounts),
    "cloudwatch.logs": async () =>
      (await import("./cloudwatch-logs/look.ts")).lookAtLogs({ ...parts, read }),
    "aws.describe": async () =>
      (await import("./aws-describe/look.ts")).lookAtAnswer(parts.accounts, read),
    "prometheus.query": async () =>
      (await import("./prometheus-query/look.ts")).lookAtPrometheus(parts.options.prometheus),
    "http.check": async () => (await import("./http-check/look.ts")).lookAtAddress(http),
    paste: async () => (await import("./paste/look.ts")).lookAtPasted(read),
  };
}
