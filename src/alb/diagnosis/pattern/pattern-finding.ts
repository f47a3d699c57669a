import type { FindingOf } from "#language";
import type { pattern } from "../../probes/pattern/probe.ts";
import type { Signs } from "./signs.ts";

/** The words of the probe alb.pattern. */
export type PatternFinding = FindingOf<typeof pattern>;

export type ExplainedFinding = readonly [finding: PatternFinding, because: string];

export type Rule = (signs: Signs) => ExplainedFinding | null;
