import type { Flow, Target } from "#flow";

/** One choice after the other, from the start to an end. */
export type Path = readonly Move[];

export interface Move {
  readonly step: string;
  readonly choice: string;
  /** Clicks that it takes to leave: more than one where a loop must give up first. */
  readonly times: number;
}

/** The choices of a path in a line. */
export const nameOf = (path: Path): string => path.map(({ choice }) => choice).join(" → ");

/**
 * Ways through the steps to an end, each step at most once, and besides a path for each choice that none of them takes. Of these
 * as few as take every choice and pass every three steps that follow each other in any of them: all of them would be many more
 * and show nothing else.
 */
export function pathsOf(flow: Flow): readonly Path[] {
  const ways = waysFrom(flow, flow.start, []);
  const covered = new Set(ways.flat().map(nameOfMove));
  const extra: Path[] = [];
  for (const [step, { choices }] of Object.entries(flow.steps))
    for (const choice of Object.keys(choices))
      if (!covered.has(`${step}.${choice}`)) extra.push(through(flow, ways, step, choice));
  return asFewAsShow([...ways, ...extra]);
}

/** Takes the path that shows most of what is not shown yet, until nothing is left to show. */
function asFewAsShow(paths: readonly Path[]): readonly Path[] {
  const left = new Set(paths.flatMap(shownBy));
  const taken: Path[] = [];
  const news = (path: Path) => shownBy(path).filter((one) => left.has(one)).length / clicks(path);
  while (left.size > 0) {
    const best = paths.reduce((one, other) => (news(other) > news(one) ? other : one));
    for (const one of shownBy(best)) left.delete(one);
    taken.push(best);
  }
  return withoutIdle(taken);
}

/** Leaves out what later ones show as well, the longest first. */
function withoutIdle(paths: readonly Path[]): readonly Path[] {
  const times = new Map<string, number>();
  for (const one of paths.flatMap(shownOnce)) times.set(one, (times.get(one) ?? 0) + 1);
  const idle = new Set<Path>();
  for (const path of paths.toSorted((one, other) => clicks(other) - clicks(one))) {
    const shown = shownOnce(path);
    if (shown.some((one) => times.get(one) === 1)) continue;
    for (const one of shown) times.set(one, (times.get(one) ?? 0) - 1);
    idle.add(path);
  }
  return paths.filter((path) => !idle.has(path));
}

const shownOnce = (path: Path): readonly string[] => [...new Set(shownBy(path))];

/** The choices that a path takes, and each three steps that follow each other in it. */
const shownBy = (path: Path): readonly string[] => [
  ...path.map(nameOfMove),
  ...path.map((_, index) =>
    path
      .slice(index, index + 3)
      .map(({ step }) => step)
      .join(),
  ),
];

function waysFrom(flow: Flow, step: string, before: Path): readonly Path[] {
  if (step in flow.ends) return [before];
  if (before.some((move) => move.step === step)) return [];
  const next = new Map<string, Move>();
  // The way that takes the fewest clicks; loops are walked to their end once each, below.
  for (const [choice, { to, beside, marks }] of Object.entries(flow.steps[step]?.choices ?? {}))
    for (const { target, times } of targetsOf(to))
      if ((!beside || marks) && times < (next.get(target)?.times ?? Number.POSITIVE_INFINITY))
        next.set(target, { step, choice, times });
  return [...next].flatMap(([target, move]) => waysFrom(flow, target, [...before, move]));
}

const targetsOf = (to: Target) =>
  typeof to === "string"
    ? [{ target: to, times: 1 }]
    : [
        { target: to.again, times: 1 },
        { target: to.then, times: to.times },
      ];

/** A path that takes this choice: to its step, and from where it leads on to an end. */
function through(flow: Flow, ways: readonly Path[], step: string, choice: string): Path {
  const last = targetsOf(flow.steps[step]?.choices[choice]?.to ?? "").at(-1);
  const { target, times } = last ?? { target: "", times: 1 };
  const way = ways.find((one) => one.some((move) => move.step === step));
  const before = way?.slice(
    0,
    way.findIndex((move) => move.step === step),
  );
  return [
    ...(before ?? shortestTo(flow, step)),
    { step, choice, times },
    ...restFrom(flow, ways, target),
  ];
}

/** The way to an end from a step; where none passes it, by its first choice that leads on. */
function restFrom(flow: Flow, ways: readonly Path[], step: string): Path {
  const rest = shortestFrom(ways, step);
  if (rest.length > 0 || step in flow.ends) return rest;
  const on = Object.entries(flow.steps[step]?.choices ?? {})
    .flatMap(([choice, { to }]) => targetsOf(to).map((one) => ({ choice, ...one })))
    .find(({ target, times }) => times === 1 && target !== step);
  const { choice = "", target = "", times = 1 } = on ?? {};
  return [{ step, choice, times }, ...restFrom(flow, ways, target)];
}

/** The shortest way from the start to a step that no way passes, because it leads only back. */
function shortestTo(flow: Flow, step: string): Path {
  const to = new Map<string, Path>([[flow.start, []]]);
  for (const [here, path] of to)
    for (const [choice, way] of Object.entries(flow.steps[here]?.choices ?? {}))
      for (const { target, times } of targetsOf(way.to))
        if (times === 1 && !to.has(target))
          to.set(target, [...path, { step: here, choice, times }]);
  return to.get(step) ?? [];
}

/** The way to an end from a step with the fewest clicks, or none where the step is an end. */
function shortestFrom(ways: readonly Path[], step: string): Path {
  const rests = ways
    .map((way) => way.slice(way.findIndex((move) => move.step === step)))
    .filter(([first]) => first?.step === step);
  return rests.sort((one, other) => clicks(one) - clicks(other))[0] ?? [];
}

const clicks = (path: Path): number => path.reduce((sum, { times }) => sum + times, 0);

const nameOfMove = ({ step, choice }: Move): string => `${step}.${choice}`;
