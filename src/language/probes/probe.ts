import { createHash } from "node:crypto";
import type { Problem } from "../check/check-fields.ts";
import type { Answers, Fields } from "../fields/fields.ts";
import type { Evidence, Json, Role, Strength } from "./evidence.ts";
import { type GenericProbe, probeId } from "./generic-probe.ts";

/** What a flow may know of a probe: its question, the facts it takes, and the closed list of its findings. */
export interface ProbeSignature {
  /** "coffee.water" */
  readonly id: string;
  /** Of one that a flow states as data: tells its question from others of the same kind. */
  readonly question?: string;
  /** Raised when it learns a finding: open runs know the old list. */
  readonly version: number;
  /** Present tense, shown while it looks: "Reading an hour of metrics". */
  readonly doing: string;
  /** Facts it cannot do without, by name, with the kind of field that gives them. */
  readonly needs: { readonly [fact: string]: string };
  /** Facts it uses when they are there. */
  readonly takes: { readonly [fact: string]: string };
  readonly findings: readonly string[];
  /** What its evidence is for. */
  readonly role: Role;
  /** What each strength means in its evidence: "the metrics fit, nothing proves it". */
  readonly strengthMeans?: { readonly [S in Strength]?: string };
  /** A kind of probe that flows state as data: what it asks and finds stands in the step. */
  readonly generic?: GenericRules;
}

/** Every probe that a flow can name, by its id. A value that the packs make up and the roots hand on. */
export type Signatures = ReadonlyMap<string, ProbeSignature>;

/** The findings of each of these probes, by id: what the compiler holds a flow to. */
export type FindingsOf<Probes extends readonly ProbeSignature[]> = {
  readonly [P in Probes[number] as P["id"]]: P["findings"][number];
};
export const byId = <P extends ProbeSignature>(probes: readonly P[]): ReadonlyMap<string, P> =>
  new Map(probes.map((probe) => [probe.id, probe]));

/** The name and version that evidence of a probe carries: "coffee.water@1"; with its question, "paste:1f0c2e@1". */
export const probeVersion = ({ id, question, version }: ProbeSignature): string =>
  `${id}${question === undefined ? "" : `:${question}`}@${version}`;

/** What evidence says of the probe that it is from; of what its strength means, where it has one. */
export function describeProbe(
  probe: ProbeSignature,
  strength?: Strength,
): Pick<Evidence, "probe" | "role" | "carries"> {
  const carries = strength && probe.strengthMeans?.[strength];
  return {
    probe: probeVersion(probe),
    role: probe.role,
    ...(carries === undefined ? {} : { carries }),
  };
}

/** Evidence that the world could not be read: no finding, and a sentence that says why and what to do. */
export const unreadEvidence = (
  probe: ProbeSignature,
  says: string,
  more: Partial<
    Pick<Evidence, "details" | "next" | "readings" | "queries" | "numbers" | "facts">
  > = {},
): Evidence => ({
  ...describeProbe(probe),
  finding: null,
  says,
  details: [],
  readings: [],
  numbers: {},
  queries: [],
  facts: {},
  ...more,
});

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

/** Whether evidence of a probe (its name and version) answers the question that a step states as data. */
export const isAnswerTo = (probe: string | GenericProbe | undefined, evidence: string): boolean =>
  typeof probe === "object" && evidence.startsWith(`${probe.kind}:${questionOf(probe)}@`);

/** The same for the same question, whatever is found in the answer and however far it looks back: two looks can be compared. */
function questionOf({
  findings: _,
  over: __,
  period: ___,
  step: ____,
  ...asks
}: GenericProbe): string {
  return createHash("sha256")
    .update(JSON.stringify(inOrder(asks)))
    .digest("hex")
    .slice(0, 6);
}

/** Without the order in which its names were written. */
function inOrder(part: Json): Json {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  const names = Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(names.map(([name, inner]) => [name, inOrder(inner)]));
}
