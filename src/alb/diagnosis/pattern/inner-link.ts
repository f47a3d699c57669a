import type { Window } from "../../../aws/metric-window.ts";
import { type FailureImpact, impactOf } from "../../counts/failure-shape.ts";
import type { Period } from "../../counts/period.ts";
import type { ServerAnswer } from "../../fields/field-builders.ts";
import type { Link } from "../../links/link.ts";
import { pathLinks } from "../../links/path-links.ts";
import { type Coincidence, countCoinciding, inDisturbance } from "./coincidence.ts";
import { responseTimes } from "./failing-periods.ts";

/** The signs of a race one hop further in: a proxy that answers 502 itself, which counts as its target's 5xx. */
export interface Inner {
  /** Whether a server stands behind another one; null while nobody described the path. */
  readonly proxy: boolean | null;
  /** Links behind the first server whose server side is not known to outlive its client. */
  readonly doubtful: readonly Link[];
  /** The targets' own 5xx, looked at as 502s are. */
  readonly impact: FailureImpact;
  readonly moves: Coincidence;
  readonly slowest: { readonly failing: number | null; readonly others: number | null };
}

/** Looks at what the targets answered themselves, and at the links between the servers behind the load balancer. */
export function judgeInnerLinks({
  periods,
  window,
  path,
}: {
  readonly periods: readonly Period[];
  readonly window: Window;
  readonly path?: readonly ServerAnswer[];
}): Inner {
  const own = periods.map((period) => ({ ...period, failures502: period.target5xx }));
  const changing = inDisturbance(own);
  const [, ...further] = pathLinks({ idleTimeoutSeconds: null, servers: path ?? [] });
  return {
    proxy: path === undefined || path.length === 0 ? null : path.length > 1,
    doubtful: further.filter(({ verdict }) => !["long-enough", "no-reuse"].includes(verdict)),
    impact: impactOf(own, window),
    moves: countCoinciding(own, (_, index) => changing[index] ?? null),
    slowest: responseTimes(own),
  };
}
