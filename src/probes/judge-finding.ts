import {
  type Evidence,
  type GenericProbe,
  type Json,
  type ProbeSignature,
  type Reading,
  unreadEvidence,
} from "#language";
import type { ProbeContext } from "../engine/ports.ts";
import type { Run } from "../run/run.ts";
import { baselineOf, beforeInWords } from "./baseline.ts";
import { type Curve, curvePicture } from "./curve-picture.ts";
import { type ConditionValues, isTable, namesIn } from "./deciding/condition.ts";
import { decideFinding, formatValue, rootOf } from "./deciding/decide.ts";
import { findingInWords, valueInWords } from "./in-words.ts";
import { valuesWith } from "./probe-facts.ts";

/** What a generic probe read. */
export interface ReadValues {
  /** What was looked at, as the sentence begins: "ApproximateAgeOfOldestMessage of orders in the 15 minutes until 03:12 UTC". */
  readonly about: string;
  /** The values to decide with, by name. */
  readonly values: ConditionValues;
  /** Where they come from: "CloudWatch, eu-west-1". */
  readonly source: string;
  readonly queries: readonly string[];
  readonly numbers?: Evidence["numbers"];
  readonly details?: readonly string[];
  /** What the look cost, lines that stand aside. */
  readonly cost?: readonly Reading[];
  /** Values over time; the first is drawn. */
  readonly curve?: Curve;
  /** Bulky raw material. */
  readonly raw?: Json;
}

/** The evidence of what was read: the first finding whose condition holds, or none where a value is missing. */
export function judgeEvidence(
  signature: ProbeSignature,
  probe: GenericProbe,
  seen: ReadValues,
  { run, now, asks }: Pick<ProbeContext, "run" | "now" | "asks">,
): Evidence {
  const { findings } = probe;
  const decision = decideFinding(findings, valuesWith(seen.values, run.facts), now());
  const { about, source, queries } = seen;
  const more = {
    readings: readingsOf(seen, decision.kind === "found" ? decision.condition : undefined),
    numbers: { values: seen.values, ...seen.numbers },
    queries,
    facts: seen.raw ?? {},
    details: seen.details ?? [],
  };
  if (decision.kind === "open")
    return unreadEvidence(signature, `${about}: ${decision.says} (Source: ${source}.)`, more);
  const before = comparedWith(signature, run, probe);
  const headline = headlineOf(decision.finding, asks?.labels?.[decision.finding], decision.values);
  const how = `${about}: ${decision.because}. Source: ${source}.`;
  const picture =
    seen.curve === undefined ? {} : { picture: curvePicture(seen.curve, { findings }, run.facts) };
  return {
    ...picture,
    ...unreadEvidence(signature, [`${headline}.`, ...before].join(" "), {
      ...more,
      details: [...more.details, how],
    }),
    finding: decision.finding,
    headline,
  };
}

/** What proves is held against the same question before the change. */
function comparedWith(signature: ProbeSignature, run: Run, probe: GenericProbe): readonly string[] {
  if (signature.role !== "retest") return [];
  const names = new Set(Object.values(probe.findings).flatMap(namesIn));
  const said = beforeInWords(baselineOf(run, signature, probe), [...names]);
  return said === undefined ? [] : [said];
}

/** "Too many: late 1,348 in all, all 83,945 in all" */
function headlineOf(
  finding: string,
  label: string | undefined,
  values: Parameters<typeof valueInWords>[0],
): string {
  const found = findingInWords(finding, label);
  const said = valueInWords(values, found);
  return `${found}${said === "" ? "" : `: ${said}`}`.slice(0, 150);
}

/** A line for each value, and the condition that decided beside those that it names. */
function readingsOf(
  { values, source, cost = [] }: ReadValues,
  condition: string | undefined,
): readonly Reading[] {
  const read = Object.entries(values).map(([label, value]) => ({
    label,
    value: isTable(value) ? partsOf(value) : formatValue(value),
    ...(condition !== undefined && namesIn(condition).map(rootOf).includes(label)
      ? { threshold: condition }
      : { aside: true as const }),
    source,
  }));
  return [...read, ...cost.map((reading) => ({ ...reading, aside: true as const }))];
}

const partsOf = (value: ConditionValues): string =>
  Object.entries(value)
    .map(([name, part]) => `${name} ${formatValue(part)}`)
    .join(", ")
    .slice(0, 120);
