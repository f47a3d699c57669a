import type { Probe } from "../../engine/ports.ts";
import { createGuard } from "../../probes/network-guard.ts";
import { noPermits, type Permits } from "../../probes/request-permits.ts";
import { type Lookup, systemLookup } from "../../probes/system-names.ts";
import type { Means, ProbeOptions } from "./define-probe.ts";
import { frameProbe } from "./frame-probe.ts";
import { albProbes, type ProbeId } from "./index.ts";

export interface ProbeParts extends Pick<Means, "accountFor"> {
  readonly options: ProbeOptions;
  /** The addresses of a name; the system's resolver when absent. */
  readonly resolve?: Lookup;
  /** Which requests of its own it may send; none when absent. */
  readonly permits?: Permits;
}

/** The probes, each with a deadline. They never reject: whatever goes wrong is evidence without a finding. */
export function createProbes(parts: ProbeParts): { readonly [Id in ProbeId]: Probe } {
  const means = meansOf(parts);
  const all = albProbes.map((probe) => [probe.id, frameProbe(probe, means)]);
  return Object.fromEntries(all) as { readonly [Id in ProbeId]: Probe };
}

function meansOf({ accountFor, options, ...parts }: ProbeParts): Means {
  const { resolve = systemLookup, permits = noPermits } = parts;
  const sending = { resolve, permits, guard: createGuard(options), hosts: options.hosts ?? [] };
  return { accountFor, options, sending };
}
