import { type Choice, type Flow, leadsTo } from "#language";

/** A walk from the start to an end, as the choices that it takes. */
export type Route = readonly RouteChoice[];

export interface RouteChoice {
  readonly step: string;
  readonly choice: string;
  readonly to: string;
}

/** Every way out of every step; a loop has two. */
export const waysOf = (flow: Flow): readonly RouteChoice[] =>
  Object.entries(flow.steps).flatMap(([step, { choices }]) =>
    Object.entries(choices).flatMap(([choice, { to }]: [string, Choice]) =>
      leadsTo(to).map((name) => ({ step, choice, to: name })),
    ),
  );

/** A walk through every way of a flow that has no mistakes: to it, along it, and on to the nearest end. */
export const routesOf = (flow: Flow): readonly Route[] =>
  waysOf(flow).flatMap((way) => routeThrough(flow, way));

function routeThrough(flow: Flow, way: RouteChoice): readonly Route[] {
  const walk = beginning(flow);
  const ok =
    walk.go(way.step) &&
    walk.loopUntil(way) &&
    (way.to in flow.ends || walk.go(...Object.keys(flow.ends)));
  return ok ? [walk.route] : [];
}

/** A walk that knows how often it was where, which is what loops ask. */
function beginning(flow: Flow) {
  let here = flow.start;
  const visits: Record<string, number> = { [here]: 1 };
  const route: RouteChoice[] = [];
  const take = (way: RouteChoice) => {
    route.push(way);
    here = way.to;
    visits[here] = (visits[here] ?? 0) + 1;
  };
  const open = (step: string) => openAt(flow, step, visits);
  const go = (...wanted: readonly string[]): boolean => {
    for (let left = mostWays; left > 0 && !wanted.includes(here); left--) {
      const next = nearest(here, wanted, open);
      if (next === undefined) return false;
      take(next);
    }
    return wanted.includes(here);
  };
  const loopUntil = (way: RouteChoice): boolean => {
    for (let left = mostWays; left > 0; left--) {
      const now = open(way.step).find(({ choice }) => choice === way.choice);
      if (now === undefined || (now.to !== way.to && now.to in flow.ends)) return false;
      take(now);
      if (now.to === way.to) return true;
      if (!go(way.step)) return false;
    }
    return false;
  };
  return { route, go, loopUntil };
}

/** The ways out of a step, after so many visits of each. */
const openAt = (flow: Flow, step: string, visits: { readonly [step: string]: number }) =>
  Object.entries(flow.steps[step]?.choices ?? {}).map(
    ([choice, { to }]: [string, Choice]): RouteChoice => ({
      ...{ step, choice },
      to: typeof to === "string" ? to : (visits[to.again] ?? 0) < to.times ? to.again : to.then,
    }),
  );

/** More than any walk takes whose loops give up after a hundred visits. */
const mostWays = 2_000;

/** The first way of the shortest path from a step to one of the places that are wanted. */
function nearest(
  from: string,
  wanted: readonly string[],
  open: (step: string) => readonly RouteChoice[],
): RouteChoice | undefined {
  const seen = new Set([from]);
  let edge = open(from).map((first) => ({ first, at: first.to }));
  while (edge.length > 0) {
    const found = edge.find(({ at }) => wanted.includes(at));
    if (found !== undefined) return found.first;
    const next: typeof edge = [];
    for (const { first, at } of edge) {
      if (seen.has(at)) continue;
      seen.add(at);
      next.push(...open(at).map(({ to }) => ({ first, at: to })));
    }
    edge = next;
  }
  return undefined;
}
