import type { FindingOf, Remedy } from "#language";
import type { ChangeMade } from "../diagnosis/changes/judge-changes.ts";
import type { Link } from "../links/link.ts";
import type { relief } from "../probes/relief/probe.ts";
import type { KnownIdleTimeout } from "../remedies/idle-timeout.ts";

/** The words of the probe alb.relief: what relieves best now, and how it went when nothing does. */
export type ReliefFinding = FindingOf<typeof relief>;

/** One thing that relieves, under the word of its finding. */
export interface Relief {
  readonly kind: Exclude<ReliefFinding, "none">;
  readonly remedy: Remedy;
}

/** All that is known when someone asks what to do at once. Plain data. */
export interface Situation {
  /** The newest finding of alb.pattern; null before one. */
  readonly suspected: string | null;
  /** The path as it was described, nearest to the load balancer first; empty while nobody did. */
  readonly links: readonly Link[];
  readonly balancer: KnownIdleTimeout;
  readonly groups: readonly ReliefGroup[];
  /** The backend's idle timeout as the access logs showed it, at its lowest; null where they did not. */
  readonly inferredSeconds: number | null;
  /** Failures by target, where access logs told; the most first. */
  readonly failing: readonly FailingTarget[];
  /** Who changed what in the window, oldest first; null where nobody looked. */
  readonly made: readonly ChangeMade[] | null;
  /** Whether changes came with the failures. */
  readonly changesFit: boolean;
}

export interface ReliefGroup {
  readonly arn: string;
  readonly name: string;
  readonly protocol: string | null;
  /** load_balancing.algorithm.type; null where it was not read. */
  readonly algorithm: string | null;
  readonly slowStartSeconds: number | null;
  readonly targets: readonly {
    readonly id: string;
    readonly port: number | null;
    readonly isHealthy: boolean;
  }[];
}

export interface FailingTarget {
  readonly group: string;
  /** As the access log has it: "10.0.1.7:3000". */
  readonly target: string;
  readonly failures: number;
}
