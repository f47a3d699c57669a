import type { Strength } from "#flow";
import type { Visit } from "../../engine/run.ts";

/**
 * How far a comparison of timeouts carries: an inverted link beside metrics that fit makes the race *likely*; neither does so
 * alone.
 */
export function strengthOf(
  finding: string | null,
  visits: readonly Pick<Visit, "evidence" | "superseded">[],
): { readonly strength?: Strength } {
  const inverted = finding === "too-short" || finding === "tie";
  const pattern = visits.findLast(
    ({ evidence, superseded }) => !superseded && evidence?.probe.startsWith("alb.pattern@"),
  );
  const fits = pattern?.evidence?.finding === "keepalive-race";
  return inverted && fits ? { strength: "likely" } : {};
}
