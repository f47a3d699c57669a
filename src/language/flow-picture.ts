import type { Choice, Flow, Step } from "#language";
import type { DrawnStop, FlowDrawing } from "./picture.ts";

/** A runbook as a line of steps, the way it is meant to go, with what each of them may branch off to. */
export function flowDrawing(flow: Flow): FlowDrawing {
  const route = [flow.start, ...routeFrom(flow, flow.start).filter((name) => name !== flow.start)];
  const last = targetOf(flow.steps[route.at(-1) ?? ""]);
  const end = flow.ends[last ?? ""];
  return {
    kind: "flow",
    title: flow.title,
    stops: route.map((name) => stop(flow, route, name)),
    ...(end ? { end: { title: end.title, outcome: end.outcome } } : {}),
  };
}

/** The steps that come after this one when each first choice is taken: the way the runbook is meant to go. */
export function routeFrom(flow: Flow, from: string | undefined): readonly string[] {
  const route: string[] = [];
  let step = next(flow, from);
  while (step !== undefined && !route.includes(step)) {
    route.push(step);
    step = next(flow, step);
  }
  return route;
}

function next(flow: Flow, step: string | undefined): string | undefined {
  const name = targetOf(flow.steps[step ?? ""]);
  return name !== undefined && flow.steps[name] ? name : undefined;
}

const targetOf = (step: Step | undefined): string | undefined => {
  const [first] = Object.values(step?.choices ?? {});
  return first && placeOf(first);
};

const placeOf = ({ to }: Choice): string => (typeof to === "string" ? to : to.again);

function stop(flow: Flow, route: readonly string[], name: string): DrawnStop {
  const step = flow.steps[name];
  const places = new Set(Object.values(step?.choices ?? {}).map(placeOf));
  const aside = [...places].filter((place) => !route.includes(place) && flow.steps[place]);
  const back = [...places].map((place) => route.indexOf(place) + 1);
  const at = route.indexOf(name) + 1;
  return {
    title: step?.title ?? name,
    aside: aside.map((place) => flow.steps[place]?.title ?? place),
    back: back.filter((number) => number > 0 && number < at),
  };
}
