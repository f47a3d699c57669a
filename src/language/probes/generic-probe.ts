import { createHash } from "node:crypto";
import type { Problem } from "../check/check-fields.ts";
import type { Answers, Fields } from "../fields/fields.ts";
import type { Json } from "./evidence.ts";
import type { ProbeSignature } from "./probe.ts";

/**
 * A probe that a flow states as data: its kind, what to ask, and its findings, each with the condition under which it holds.
 * The first that holds wins, and the last is "else".
 */
export interface GenericProbe {
  readonly kind: string;
  readonly findings: { readonly [finding: string]: string };
  readonly [property: string]: Json;
}

/** What is known of a kind of generic probe without looking. */
export interface GenericRules {
  /** Present tense, shown while it looks: "Reading the age of the oldest message". */
  readonly doing: (probe: GenericProbe) => string;
  /** The facts without which it cannot ask or decide, by name. */
  readonly facts: (probe: GenericProbe) => readonly string[];
  /** What is wrong with it; `where` is a path inside of it, such as "over". `asked`: all that the flow asks for. */
  readonly problems: (probe: GenericProbe, asked: Fields) => readonly Problem[];
  /** The rights without which it cannot ask, as a policy names them: "queue:ReadDepth"; none when absent. */
  readonly rights?: (probe: GenericProbe) => readonly string[];
  /** Looking again sees the same until a person answers anew: it cannot be watched. */
  readonly isStill?: true;
  /** The command that a person runs by hand for it, with these facts; undefined where there is none, or none that is safe to show. */
  readonly command?: (probe: GenericProbe, facts: Answers) => string | undefined;
}

/** The probe of a step (which may prove the change) among those that are known, as that step has it; undefined where there is none. */
export function signatureOf<Known extends ProbeSignature>(
  known: ReadonlyMap<string, Known>,
  probe: string | GenericProbe | undefined,
  proves = false,
): Known | undefined {
  if (probe === undefined) return undefined;
  const found = known.get(probeId(probe));
  if (typeof probe === "string" || found?.generic === undefined) return found;
  const { doing, facts } = found.generic;
  return {
    ...found,
    question: questionOf(probe),
    doing: doing(probe),
    needs: Object.fromEntries(facts(probe).map((fact) => [fact, "any"])),
    findings: Object.keys(probe.findings),
    ...(proves ? { role: "retest" as const } : {}),
  };
}

/** The same for the same question, whatever is found in the answer and however far it looks back: two looks can be compared. */
function questionOf({
  findings: _,
  over: __,
  period: ___,
  step: ____,
  ...asks
}: GenericProbe): string {
  return createHash("sha256").update(JSON.stringify(asks)).digest("hex").slice(0, 6);
}

/** The name of a probe, or the kind of one that is stated as data. */
export const probeId = (probe: string | GenericProbe): string =>
  typeof probe === "string" ? probe : probe.kind;
