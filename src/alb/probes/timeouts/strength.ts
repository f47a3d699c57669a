import type { Strength } from "#language";
import type { Seen } from "../../../run/evidence-of.ts";
import type { Verdict } from "../../links/link-verdict.ts";
import { weighWith } from "../weighing.ts";

/**
 * How far a comparison of timeouts carries beside what else was seen. `verdicts` are those of the links, from the load balancer
 * inwards.
 */
export function strengthOf(
  verdicts: readonly Verdict[],
  visits: readonly Seen[],
): { readonly strength?: Strength } {
  const { link } = weighWith(visits, { links: verdicts, measured: null });
  return link === undefined ? {} : { strength: link };
}
