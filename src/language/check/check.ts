import type { FieldKinds } from "../fields/field-kind.ts";
import {
  type Choice,
  defaultRemind,
  defaultWatch,
  type Flow,
  leadsTo,
  type Step,
} from "../flow.ts";
import type { Signatures } from "../probes/probe.ts";
import { checkFields, type Problem } from "./check-fields.ts";
import {
  besideFindings,
  checkFollowUps,
  checkProbes,
  factsMissing,
  factsMistaken,
} from "./check-probes.ts";
import { checkProves } from "./check-proves.ts";
import { factsInTexts } from "./check-texts.ts";
import { reachFrom } from "./reach.ts";

export type { Problem } from "./check-fields.ts";

/** Everything about a flow over these packs that its types cannot promise. Empty for a flow that can be walked. */
export function checkFlow(flow: Flow, { signatures, fields }: Packs): readonly Problem[] {
  const named = [
    ...names(flow),
    ...targets(flow),
    ...checkProbes(flow, signatures),
    ...besideFindings(flow, signatures),
    ...checkFollowUps(flow, signatures),
    ...checkFields(flow, fields),
    ...signs(flow),
  ];
  return named.length > 0
    ? named
    : [
        ...walkable(flow),
        ...checkProves(flow, signatures),
        ...factsMissing(flow, signatures),
        ...factsMistaken(flow, signatures),
        ...factsInTexts(flow),
      ];
}

/**
 * The same for a version that only open runs walk. Probes may have learnt findings since, or be gone: the engine treats an
 * unknown finding as "unclear", and a step whose probe is gone asks a person.
 */
export function checkRetired(flow: Flow, { fields }: Packs): readonly Problem[] {
  const named = [...names(flow), ...targets(flow), ...checkFields(flow, fields)];
  return named.length > 0 ? named : walkable(flow);
}

const walkable = (flow: Flow): Problem[] => [
  ...reachable(flow),
  ...waysOut(flow),
  ...reminders(flow),
  ...watches(flow),
];

function names(flow: Flow): Problem[] {
  const all = [flow.id, ...Object.keys(flow.steps), ...Object.keys(flow.ends)];
  const odd = all.filter((name) => !/^[a-zA-Z][a-zA-Z0-9-]*$/.test(name) || name in {});
  const twice = Object.keys(flow.steps).filter((name) => name in flow.ends);
  return [
    ...odd.map((name) => ({
      where: name,
      says: "Use letters, digits and hyphens in names, and no word that every object of JavaScript has.",
    })),
    ...twice.map((name) => ({ where: name, says: "A step and an end share this name." })),
  ];
}

function targets(flow: Flow): Problem[] {
  const known = (name: string) => name in flow.steps || name in flow.ends;
  const start = flow.start in flow.steps ? [] : [missing("start", flow.start)];
  const skips = steps(flow).flatMap(([name, step]) => skip(name, step));
  const ways = choices(flow).flatMap(([where, choice]) =>
    leadsTo(choice.to)
      .filter((name) => !known(name))
      .map((name) => missing(where, name)),
  );
  const loops = choices(flow).flatMap(([where, { to }]) =>
    typeof to === "object" && to.again in flow.ends
      ? [{ where, says: `"${to.again}" is an end: what is visited again is a step.` }]
      : [],
  );
  const after = choices(flow).flatMap(([where, choice]) =>
    choice.after === undefined || choice.after in flow.steps
      ? []
      : [{ where: `${where}.after`, says: `There is no step "${choice.after}".` }],
  );
  return [...start, ...skips, ...ways, ...loops, ...after, ...steps(flow).flatMap(sameLabels)];
}

/** Two buttons that say the same and lead apart cannot be told from each other; of those that lead to the same one is shown. */
function sameLabels([where, { choices: ways }]: [string, Step]): Problem[] {
  const all = Object.entries(ways);
  return all.flatMap(([name, way], index) => {
    const same = all
      .slice(0, index)
      .find(([, { label, to }]) => label === way.label && !isDeepEqual(to, way.to));
    const says = `It says the same as "${same?.[0]}", which leads elsewhere: give it words of its own.`;
    return same === undefined ? [] : [{ where: `${where}.${name}.label`, says }];
  });
}

const isDeepEqual = (one: Choice["to"], other: Choice["to"]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function skip(where: string, { skip: named, choices }: Step): Problem[] {
  const choice = choices[named];
  if (!choice) return [{ where: `${where}.skip`, says: `Skip names no choice: "${named}".` }];
  if (choice.confirm)
    return [
      { where: `${where}.skip`, says: `Skip "${named}" would pass by whoever must confirm it.` },
    ];
  const [first] = leadsTo(choice.to);
  return first === where
    ? [{ where: `${where}.skip`, says: `Skip "${named}" does not leave this step.` }]
    : [];
}

function reachable(flow: Flow): Problem[] {
  const reached = reachFrom(flow, [flow.start]);
  return [...Object.keys(flow.steps), ...Object.keys(flow.ends)]
    .filter((name) => !reached.has(name))
    .map((where) => ({ where, says: "No path leads here from the start." }));
}

function waysOut(flow: Flow): Problem[] {
  const isEnd = (name: string) => Object.hasOwn(flow.ends, name);
  return Object.keys(flow.steps)
    .filter((name) => ![...reachFrom(flow, [name])].some(isEnd))
    .map((where) => ({ where, says: "No path leads from here to an end." }));
}

/** Nothing may wait for ever: each step reminds, and later tells the channel. */
function reminders(flow: Flow): Problem[] {
  return steps(flow).flatMap(([name, { remind, escalate }]) => [
    ...(remind === undefined || remind > 0
      ? []
      : [{ where: `${name}.remind`, says: "Remind after some seconds." }]),
    ...(escalate === undefined || escalate > (remind ?? defaultRemind)
      ? []
      : [{ where: `${name}.escalate`, says: "Escalate later than it reminds." }]),
  ]);
}

/** A watch asks a probe, and each word that it waits for has its choice: that is what a person then decides on. */
function watches(flow: Flow): Problem[] {
  return steps(flow).flatMap(([name, { watch, probe, choices }]) => {
    const where = `${name}.watch`;
    if (watch === undefined) return [];
    const { proof, until, days = defaultWatch } = watch;
    return [
      ...(probe ? [] : [{ where, says: "A watch needs a probe that looks." }]),
      ...(days > 0 && days <= 31 ? [] : [{ where, says: "Watch for 31 days at most." }]),
      ...[proof, ...until]
        .filter((finding) => !Object.hasOwn(choices, finding))
        .map((finding) => ({
          where,
          says: `The watch waits for "${finding}", which no choice is for.`,
        })),
    ];
  });
}

/** A sign says something, and no word of it stands in every other alert. */
const signs = ({ startsFrom = [] }: Flow): Problem[] =>
  startsFrom.flatMap(({ namespace, metrics = [], words = [] }, index) => {
    const where = `startsFrom.${index}`;
    const all = [...(namespace === undefined ? [] : [namespace]), ...metrics, ...words];
    if (all.length === 0)
      return [{ where, says: "Name the namespace, the metrics or the words of the alert." }];
    return all
      .filter((word) => word.trim().length < 3)
      .map((word) => ({ where, says: `"${word}" is too short to know an alert by.` }));
  });

const missing = (where: string, name: string): Problem => ({
  where,
  says: `"${name}" is neither a step nor an end.`,
});

const steps = (flow: Flow): [string, Step][] => Object.entries(flow.steps);
const choices = (flow: Flow): [string, Choice][] =>
  steps(flow).flatMap(([name, step]) =>
    Object.entries(step.choices).map(([choice, way]): [string, Choice] => [
      `${name}.${choice}`,
      way,
    ]),
  );

/** What flows can say beyond the language: the probes and the kinds of fields of all packs, by name. */
export interface Packs {
  readonly signatures: Signatures;
  readonly fields: FieldKinds;
}
