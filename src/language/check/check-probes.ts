import { askedFields } from "../fields/asked-facts.ts";
import type { Fields } from "../fields/fields.ts";
import type { Flow, Step } from "../flow.ts";
import { ownValue } from "../own-value.ts";
import { probeId } from "../probes/generic-probe.ts";
import { type Signatures, signatureOf } from "../probes/probe.ts";
import { flowQuestions, type Problem } from "./check-fields.ts";
import { factsOnArrival } from "./reach.ts";

/** Each step's probe is one that is known, states what its kind wants, and has a choice for each of its findings. */
export function checkProbes(flow: Flow, signatures: Signatures): Problem[] {
  const asked = askedFields(flow);
  return steps(flow).flatMap(([where, step]) => probeOf(where, step, signatures, asked));
}

function probeOf(where: string, step: Step, signatures: Signatures, asked: Fields): Problem[] {
  const { probe, choices, proves } = step;
  if (proves && typeof probe !== "object")
    return [
      {
        where: `${where}.proves`,
        says: "What proves is a probe that is stated as data: probe: { kind: …, … }.",
      },
    ];
  if (probe === undefined) return [];
  const unknown = misnamed(probe, signatures);
  if (unknown !== undefined) return [{ where: `${where}.probe`, says: unknown }];
  const signature = signatures.get(probeId(probe));
  const inside =
    typeof probe === "string" ? [] : (signature?.generic?.problems(probe, asked) ?? []);
  if (step.watch && signature?.generic?.isStill) return [stillWatched(where, signature.id)];
  // Nothing more can be said of what has not the shape of its kind.
  if (inside.length > 0)
    return inside.map((one) => ({ where: `${where}.probe.${one.where}`, says: one.says }));
  const findings = signatureOf(signatures, probe)?.findings ?? [];
  return findings.flatMap((finding) => {
    const choice = ownValue(choices, finding);
    if (choice === undefined)
      return [{ where: `${where}.choices`, says: `No choice for the finding "${finding}".` }];
    return choice.marks ? [{ where: `${where}.${finding}`, says: statement }] : [];
  });
}

const stillWatched = (where: string, id: string): Problem => ({
  where: `${where}.watch`,
  says: `A watch looks again and again, and what "${id}" reads stays as it is: leave watch out.`,
});

const statement =
  "Evidence would recommend to say that a change is rolled out, which only a person knows: let the finding lead to the next look, and give the statement a choice of its own that no finding is named like (beside: true).";

function misnamed(probe: NonNullable<Step["probe"]>, signatures: Signatures): string | undefined {
  const id = probeId(probe);
  const found = signatures.get(id);
  const asData = typeof probe !== "string";
  if (found === undefined) {
    const some = [...signatures.values()].filter(
      ({ generic }) => (generic !== undefined) === asData,
    );
    return `There is no probe "${id}". There is: ${some.map((one) => one.id).join(", ")}.`;
  }
  if ((found.generic !== undefined) === asData) return undefined;
  return asData
    ? `"${id}" is named alone (probe: ${id}): it is no kind that is stated as data.`
    : `"${id}" is stated as data, with what to ask and its findings: probe: { kind: ${id}, … }.`;
}

/** A choice that does not fit beside a finding names one that there is, and what it takes from evidence is something that is shown. */
export function besideFindings(flow: Flow, signatures: Signatures): Problem[] {
  return steps(flow).flatMap(([name, { probe, choices }]) => {
    const findings = signatureOf(signatures, probe)?.findings ?? [];
    return Object.entries(choices).flatMap(([choice, { unless = [], asShown }]) => [
      ...unless
        .filter((finding) => !findings.includes(finding))
        .map((finding) => ({
          where: `${name}.${choice}.unless`,
          says: `This step finds no "${finding}". There is: ${findings.join(", ")}.`,
        })),
      ...(asShown && typeof probe !== "string"
        ? [{ where: `${name}.${choice}.asShown`, says: shownBy }]
        : []),
    ]);
  });
}

const shownBy = "Only a pack's probe shows a remedy to take as it is: leave asShown out.";

/** What a probe sees ticks a follow-up, so there must be one of that name. */
export function checkFollowUps(flow: Flow, signatures: Signatures): Problem[] {
  return steps(flow).flatMap(([where, { checks, checklist = {} }]) => {
    if (checks === undefined) return [];
    const gone = signatures.has(checks.probe)
      ? []
      : [{ where, says: `There is no probe "${checks.probe}".` }];
    return [
      ...gone,
      ...Object.keys(checks.items)
        .filter((item) => !Object.hasOwn(checklist, item))
        .map((item) => ({ where, says: `There is no follow-up "${item}" to check.` })),
    ];
  });
}

/** A fact is there when it is a required input, asked here, or asked on every path that leads here. */
export function factsMissing(flow: Flow, signatures: Signatures): Problem[] {
  const known = factsOnArrival(flow, required, "intersection");
  return steps(flow).flatMap(([where, step]) => {
    const signature = signatureOf(signatures, step.probe);
    if (signature === undefined) return [];
    const have = new Set([...(known.get(where) ?? []), ...required(step.ask)]);
    return Object.keys(signature.needs)
      .filter((fact) => !have.has(fact))
      .map((fact) => ({
        where: `${where}.probe`,
        says: `${signature.id} needs "${fact}": ask for it before.`,
      }));
  });
}

/** A fact is of the kind that the probe reads, wherever the flow asks for it. */
export function factsMistaken(flow: Flow, signatures: Signatures): Problem[] {
  const read = Object.values(flow.steps).flatMap(({ probe }) => {
    const { id, takes, needs } = signatureOf(signatures, probe) ?? nothing;
    const wanted = Object.entries({ ...takes, ...needs });
    return wanted.map(([fact, kind]) => ({ id, fact, kind }));
  });
  const problems = flowQuestions(flow).flatMap(({ where, name, field }) =>
    read
      .filter(({ fact, kind }) => fact === name && kind !== "any" && kind !== field.kind)
      .map(({ id, kind }) => ({
        where,
        says: `${id} reads "${name}" as kind "${kind}", and this asks for kind "${field.kind}": write ${kind}(…), or in YAML kind: ${kind}; or give this answer another name.`,
      })),
  );
  return [...new Map(problems.map((one) => [`${one.where}: ${one.says}`, one])).values()];
}

const nothing = { id: "", takes: {}, needs: {} };

const required = (fields: Fields = {}): string[] =>
  Object.keys(fields).filter((name) => !fields[name]?.optional);

const steps = (flow: Flow): [string, Step][] => Object.entries(flow.steps);
