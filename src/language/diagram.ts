import type { Choice, Flow, Step, Target } from "./flow.ts";
import { probeId } from "./probes/generic-probe.ts";

/**
 * The flow as a Mermaid state diagram. It shows structure only (steps, choices, targets, probes, marks), so it changes exactly when
 * the version must be raised: the committed drawing is the lock on it.
 */
export function mermaidDiagram(flow: Flow): string {
  const steps = Object.entries(flow.steps);
  return [
    "stateDiagram-v2",
    `  %% ${flow.id}@${flow.version}`,
    `  [*] --> ${flow.start}`,
    ...steps.flatMap(([name, step]) => [...labelOf(name, step), ...ways(name, step)]),
    ...Object.keys(flow.ends).map((name) => `  ${name} --> [*]`),
    "",
  ].join("\n");
}

function labelOf(name: string, step: Step): string[] {
  return step.probe ? [`  ${name} : ${name} (${probeId(step.probe)})`] : [];
}

function ways(name: string, step: Step): string[] {
  return Object.entries(step.choices).flatMap(([choice, { to, ...more }]) =>
    arrows(to).map(([target, when]) => `  ${name} --> ${target} : ${choice}${signs(more)}${when}`),
  );
}

const signs = ({ marks, confirm }: Omit<Choice, "to">): string =>
  `${marks ? ` [${marks}]` : ""}${confirm ? ` [confirmed: ${confirm}]` : ""}`;

function arrows(to: Target): [string, string][] {
  if (typeof to === "string") return [[to, ""]];
  return [
    [to.again, ` (up to ${to.times} visits)`],
    [to.then, ` (after ${to.times} visits)`],
  ];
}
