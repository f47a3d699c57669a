import { type FlowRead, readFlow } from "../training/handrail.ts";
import type { NumberedControl } from "../workspace/render.ts";
import type { World } from "../worlds/shape.ts";
import type { Move } from "./moves.ts";
import type { Practice } from "./practice.ts";
import { look } from "./sight.ts";

/** What the walk presses next; undefined while the bot is busy, and once the steps that the world tells of are done. */
export interface WorldWalk {
  readonly next: () => Move | undefined;
  readonly isDone: () => boolean;
}

/**
 * Walks as the world says that a good walk goes. Where a probe looks, it waits until the evidence recommends the choice, looking again
 * every 20 seconds.
 */
export async function worldWalk(practice: Practice, world: World): Promise<WorldWalk> {
  const flow = await readFlow(practice.folder, world.flow);
  let left = world.truth.walk;
  return {
    isDone: () => left.length === 0,
    next: () => {
      const [way] = left;
      if (way === undefined) return undefined;
      const { controls } = look(practice.workspace, practice.person, practice.channel);
      const found = buttonFor(flow, way, controls);
      if (found === undefined) return undefined;
      if (found.kind === "choice") left = left.slice(1);
      const turns = found.kind === "choice" ? (way.turns ?? null) : null;
      const waitSeconds = found.kind === "again" ? 20 : 0;
      const entry = found.entry === undefined ? {} : { entry: found.entry };
      return { press: found.control, turns, waitSeconds, ...entry };
    },
  };
}

interface Found {
  readonly kind: "choice" | "again" | "answer";
  readonly control: NumberedControl;
  /** Which entry of a menu. */
  readonly entry?: string;
}

function buttonFor(
  flow: FlowRead,
  { step, choice }: World["truth"]["walk"][number],
  controls: readonly NumberedControl[],
): Found | undefined {
  const known = flow.steps[step]?.choices[choice];
  if (known === undefined) throw new Error(`${step}.${choice} is not in the runbook.`);
  const label = labelled(known.label);
  const last = (fits: (text: string) => boolean) => controls.findLast((one) => fits(one.label));
  const advised = last((text) => text.endsWith(" (recommended)"));
  const it = last((text) => label.test(text));
  if (it && (advised === undefined || advised === it)) return { kind: "choice", control: it };
  const answer = last((text) => text === "Answer");
  if (answer) return { kind: "answer", control: answer };
  // To look again is what a choice that leads back to its own step does already; a menu may hold either.
  const agains = ["Look again", ...backTo(flow, step)];
  for (const control of controls.toReversed()) {
    const entry = control.options.find((one) => agains.includes(one));
    if (entry !== undefined) return { kind: "again", control, entry };
  }
  return advised && { kind: "again", control: advised };
}

/** What the choices say that lead back to their own step. */
const backTo = (flow: FlowRead, step: string): readonly string[] =>
  Object.values(flow.steps[step]?.choices ?? {})
    .filter(({ to }) => (typeof to === "object" ? to.again : to) === step)
    .map(({ label }) => label);

/** A label with whatever its facts may be. */
const labelled = (label: string): RegExp =>
  new RegExp(
    `^${label
      .split(/\{[\w.]+\}/)
      .map(escaped)
      .join(".*")}( \\(recommended\\))?$`,
  );

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
